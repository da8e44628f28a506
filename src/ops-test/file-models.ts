import { systemClock } from '../clock';
import { formatDuration, toMilliseconds } from '../duration';
import { JujuError } from '../errors';
import { anySignal } from '../model/call-limits';
import { dismissModel, type Farewell, type ForgetModelOptions } from './forget-model';
import { describeModel } from './log-model';
import type { TrackedModel } from './model-state';
import { type ModelDefaults, trackModel } from './track-model';
import { checkTrackModel, type TrackModelOptions } from './track-model-options';
import type { TrackedModels } from './tracked-models';
import type { Workplace } from './workplace';

/** How long the making of a model may take. */
const trackTimeout = '10m';

/** What was to be logged about a model must not keep it from being destroyed. */
const logTimeoutMs = 10_000;

/** However late it is, each model is given so much time: else those after one that hangs would not even be tried. */
const leastTimeMs = 10_000;

/**
 * The life of a test file's models, from the first to the last.
 *
 * @internal
 */
export class FileModels {
  readonly #place: Workplace;
  readonly #tracked: TrackedModels;
  /** Those that could not be destroyed when they were forgotten: the end tries once more. */
  #leftOver: TrackedModel[] = [];

  constructor(place: Workplace, tracked: TrackedModels) {
    this.#place = place;
    this.#tracked = tracked;
  }

  get place(): Workplace {
    return this.#place;
  }

  async track(alias: string, wish: TrackModelOptions, defaults: ModelDefaults): Promise<TrackedModel> {
    checkTrackModel(alias, wish);
    const { timeout = trackTimeout } = wish;
    const limits = { signal: anySignal(wish.signal, this.#place.signal.current()), timeout };
    return this.#tracked.add(alias, () => trackModel(this.#place, { alias, wish, defaults, limits }));
  }

  /** @throws ModelNotFoundError for an alias that is not tracked; ModelLeftOverError */
  async forget(alias: string, options: ForgetModelOptions): Promise<void> {
    const tracked = this.#tracked.require(alias);
    const { timeout = this.#place.destroyTimeoutMs, destroyStorage } = options;
    const timeoutMs = toMilliseconds(timeout, 'timeout');
    const signal = anySignal(options.signal, this.#place.signal.current());
    signal?.throwIfAborted();
    this.#tracked.remove(tracked);
    await this.#tracked.during(this.#dismiss(tracked, { timeoutMs, destroyStorage, signal }));
  }

  /** Forgets all, newest first; whatever fails, the others are tried. Returns what went wrong. */
  end(): Promise<readonly Error[]> {
    return this.#place.signal.tidy(() => this.#end());
  }

  async #end(): Promise<readonly Error[]> {
    const endsAt = systemClock.now() + this.#place.destroyTimeoutMs;
    const errors = await this.#settle();
    const models = [...this.#tracked.all(), ...this.#leftOver.splice(0)].reverse();
    await Promise.all(models.map((tracked) => this.#logBefore(tracked)));
    const outcomes = await Promise.allSettled(
      models.map((tracked) => {
        this.#tracked.remove(tracked);
        return this.#dismiss(tracked, { timeoutMs: Math.max(endsAt - systemClock.now(), leastTimeMs) });
      }),
    );
    const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
    return [...errors, ...failures.map(({ reason }) => reason as Error)];
  }

  /** What is under way has been told to stop; what does not must not keep the rest from being destroyed. */
  async #settle(): Promise<Error[]> {
    const limitMs = this.#place.destroyTimeoutMs / 2;
    const over = new AbortController();
    const late = systemClock.sleep(limitMs, over.signal).then(
      () => true,
      () => false,
    );
    const isLate = await Promise.race([this.#tracked.close().then(() => false), late]);
    over.abort();
    return isLate
      ? [
          new JujuError(
            `A model was still being made or destroyed ${formatDuration(limitMs)} after the file's end.`,
          ),
        ]
      : [];
  }

  /** A model's state is of interest where something has failed, and is gone with it. */
  async #logBefore(tracked: TrackedModel): Promise<void> {
    const { host } = this.#place;
    if (host.failures?.() === 0) return;
    try {
      const limits = { signal: AbortSignal.timeout(logTimeoutMs), timeout: logTimeoutMs };
      host.report(await describeModel(tracked, limits));
    } catch (error) {
      host.report(`the status of model ${tracked.fullName} cannot be shown: ${(error as Error).message}`);
    }
  }
}
