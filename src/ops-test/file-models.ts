import { systemClock } from '../clock';
import { formatDuration, toMilliseconds } from '../duration';
import { JujuError } from '../errors';
import { RequestAbortedError } from '../juju/errors';
import { messageOf } from '../message-of';
import { anySignal, type CallLimits } from '../model/calls/call-limits';
import { unlessAborted } from '../model/waiting/unless-aborted';
import { addK8s, type AddK8sOptions } from './add-k8s';
import {
  checkForgetModel,
  dismissModel,
  type Farewell,
  type ForgetModelOptions,
  noteStay,
} from './forget-model';
import { describeModel } from './log-model';
import type { TrackedModel } from './model-state';
import { checkOwnCloud, cloudTimeoutMs, destroyTimeoutOf, forgetCloud, removeOwnClouds } from './own-clouds';
import { trackModel } from './track-model';
import { checkTrackModel, type TrackModelOptions } from './track-model-options';
import { timeoutSignal } from './timeout-signal';
import type { TrackedModels } from './tracked-models';
import { undoLate } from './undo-creation';
import type { Workplace } from './workplace';
import { Workplaces } from './workplaces';

/** How long the making of a model may take. */
const trackTimeoutMs = 10 * 60_000;

/** What was to be logged about a model must not keep it from being destroyed. */
const logTimeoutMs = 10_000;

/** Nor must a crash dump, which takes minutes: no longer than this, or than its share of the time for the destruction. */
const dumpTimeoutMs = 10 * 60_000;
const dumpShare = 1 / 3;

/** However late it is at the end of a file, the destruction of its models is tried; a shorter `destroyTimeout` holds. */
const leastTimeMs = 10_000;

/** How long what is under way at the end of a file may take to stop. */
const settleLimitMs = 60_000;

interface Limits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** What holds for a model where nothing is said. @internal */
export interface TrackDefaults {
  readonly modelName?: string | undefined;
  /** The current model: another one goes where it is. */
  readonly current?: TrackedModel | undefined;
}

/** Saves what there is to see of a model that is about to go. @internal */
export type ModelDump = (tracked: TrackedModel, limits: CallLimits) => Promise<void>;

/**
 * The life of a test file's models, from the first to the last.
 *
 * @internal
 */
export class FileModels {
  readonly #place: Workplace;
  readonly #places: Workplaces;
  readonly #tracked: TrackedModels;
  readonly #dump: ModelDump;
  /** Those that could not be destroyed when they were forgotten: the end tries once more. */
  #leftOver: TrackedModel[] = [];

  constructor(place: Workplace, tracked: TrackedModels, dump: ModelDump) {
    this.#place = place;
    this.#places = new Workplaces(place);
    this.#tracked = tracked;
    this.#dump = dump;
  }

  get place(): Workplace {
    return this.#place;
  }

  async track(alias: string, wish: TrackModelOptions, defaults: TrackDefaults): Promise<TrackedModel> {
    checkTrackModel(alias, wish);
    const limits = this.#limits(wish, trackTimeoutMs);
    const { timeoutMs: timeout, signal } = limits;
    const work = this.#tracked.add(alias, async () => {
      const { modelName, current } = defaults;
      const controller = wish.controller ?? this.#controllerFor(wish, current);
      const place = await this.#places.at(controller, { timeout, signal });
      // The cloud of the current model is one of its own controller.
      const isNear = current !== undefined && this.#places.of(current) === place;
      const suitable = { modelName, cloudName: isNear ? current.cloudName : undefined };
      return await trackModel(place, { alias, wish, defaults: suitable, limits: { timeout, signal } });
    });
    const tracked = await this.#whileWanted(work, limits, alias);
    tracked.model.onDispose(() => this.#forgetIfThere(tracked));
    return tracked;
  }

  /** @throws ModelNotFoundError for an alias that is not tracked; ModelLeftOverError */
  async forget(alias: string, options: ForgetModelOptions): Promise<void> {
    checkForgetModel(options);
    const tracked = this.#tracked.require(alias);
    const { destroyStorage } = options;
    const limits = this.#limits(options, destroyTimeoutOf(this.#places.of(tracked), tracked));
    if (limits.signal?.aborted) {
      throw new RequestAbortedError(`Forgetting the model "${alias}" was aborted`, {
        cause: limits.signal.reason,
      });
    }
    this.#tracked.remove(tracked);
    await this.#tracked.during(this.#dismiss(tracked, { ...limits, destroyStorage }));
  }

  /** Adds a Kubernetes cluster as a cloud, which is there until the file ends or forgets it. */
  addK8s(options: AddK8sOptions): Promise<string> {
    return this.#tracked.during(addK8s(this.#place, options));
  }

  /** Forgets a cloud that the file has added, after its models. */
  async forgetCloud(name: string, options: CallLimits): Promise<void> {
    checkOwnCloud(this.#place, name, options);
    const isOnIt = (tracked: TrackedModel) =>
      tracked.cloudName === name && this.#places.of(tracked) === this.#place;
    for (const { alias } of this.#tracked.all().filter(isOnIt).reverse()) {
      await this.forget(alias, { ...options, destroyStorage: true });
    }
    const { timeoutMs: timeout, signal } = this.#limits(options, cloudTimeoutMs);
    await this.#tracked.during(forgetCloud(this.#place, name, { timeout, signal }));
  }

  /**
   * Forgets all, newest first, and disconnects; whatever fails, the rest is tried. Returns what went wrong.
   *
   * The destructions run side by side, begun newest first: one that hangs costs the others no time.
   */
  close(): Promise<readonly Error[]> {
    return this.#place.signal.tidy(async () => {
      const endsAt = systemClock.now() + this.#place.destroyTimeoutMs;
      await this.#noteStays();
      const errors = [...(await this.#settle()), ...(await this.#forgetAll(endsAt))];
      errors.push(...(await removeOwnClouds(this.#place, this.#leftMs(endsAt))));
      for (const place of this.#places.all) errors.push(...(await undoLate(place, this.#leftMs(endsAt))));
      await this.#place.controller.close();
      return errors;
    });
  }

  /** Where the current model is; but a cloud that the file has added is on the file's own controller. */
  #controllerFor({ cloudName }: TrackModelOptions, current: TrackedModel | undefined): string | undefined {
    const isOwnCloud = cloudName !== undefined && this.#place.ownClouds.has(cloudName);
    return isOwnCloud ? undefined : current?.controllerName;
  }

  #limits({ timeout, signal }: CallLimits, defaultMs: number): Limits {
    const timeoutMs = timeout === undefined ? defaultMs : toMilliseconds(timeout, 'timeout');
    return { timeoutMs, signal: anySignal(signal, this.#place.signal.current()) };
  }

  /** Whoever gives up waiting does not stop the controller: when the model is there, it is forgotten again. */
  async #whileWanted(
    work: Promise<TrackedModel>,
    { timeoutMs, signal }: Limits,
    alias: string,
  ): Promise<TrackedModel> {
    const late = timeoutSignal(timeoutMs);
    try {
      return await unlessAborted(work, anySignal(signal, late), `Tracking the model "${alias}"`);
    } catch (error) {
      this.#forgetLater(work);
      if (!late?.aborted || signal?.aborted) throw error;
      throw new JujuError(
        `The model "${alias}" was not there after ${formatDuration(timeoutMs)}; it is destroyed when it is. ` +
          'Raise timeout, or look at the controller.',
        { code: 'timeout', cause: error },
      );
    }
  }

  #forgetLater(work: Promise<TrackedModel>): void {
    const forget = async () => this.#forgetIfThere(await work);
    // What fails of it is in the journal, and tried once more in the end.
    this.#tracked.during(this.#place.signal.tidy(forget)).catch(() => undefined);
  }

  /** What `await using` does in the end. */
  async #forgetIfThere(tracked: TrackedModel): Promise<void> {
    if (this.#tracked.get(tracked.alias) === tracked) await this.forget(tracked.alias, {});
  }

  async #dismiss(tracked: TrackedModel, farewell: Farewell): Promise<void> {
    const { timeoutMs, signal } = farewell;
    await noteStay(this.#places.of(tracked), tracked);
    await this.#lookBefore(tracked, { timeout: timeoutMs * dumpShare, signal });
    try {
      await dismissModel(this.#places.of(tracked), tracked, farewell);
    } catch (error) {
      this.#leftOver.push(tracked);
      throw error;
    }
  }

  /** Before anything is waited for: where the end is cut short, what the journal does not know as kept is destroyed. */
  async #noteStays(): Promise<void> {
    for (const tracked of this.#tracked.all().toReversed()) await noteStay(this.#places.of(tracked), tracked);
  }

  async #forgetAll(endsAt: number): Promise<Error[]> {
    await this.#noteStays();
    const live = [...this.#tracked.all()].reverse();
    const timeout = this.#leftMs(endsAt) * dumpShare;
    await Promise.all(live.map((tracked) => this.#lookBefore(tracked, { timeout })));
    const outcomes = await Promise.allSettled(
      [...live, ...this.#leftOver.reverse()].map((tracked) => {
        this.#tracked.remove(tracked);
        const place = this.#places.of(tracked);
        return dismissModel(place, tracked, {
          timeoutMs: Math.min(this.#leftMs(endsAt), destroyTimeoutOf(place, tracked)),
          ...(place.ownClouds.has(tracked.cloudName) && { destroyStorage: true }),
        });
      }),
    );
    const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
    return failures.map(({ reason }) => reason as Error);
  }

  #leftMs(endsAt: number): number {
    const leastMs = Math.min(leastTimeMs, this.#place.destroyTimeoutMs);
    return Math.max(endsAt - systemClock.now(), leastMs);
  }

  /** What is under way has been told to stop; what does not must not keep the rest from being destroyed. */
  async #settle(): Promise<Error[]> {
    const limitMs = Math.min(settleLimitMs, this.#place.destroyTimeoutMs);
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

  /** Shows and saves what is of interest about a model, while it is there. */
  async #lookBefore(
    tracked: TrackedModel,
    { timeout, signal }: { timeout: number; signal?: Limits['signal'] },
  ) {
    await this.#logBefore(tracked);
    try {
      await this.#dump(tracked, { timeout: Math.min(timeout, dumpTimeoutMs), signal });
    } catch (error) {
      const why = messageOf(error);
      this.#place.host.report(`there is no crash dump of model ${tracked.fullName}: ${why}`);
    }
  }

  /** A model's state is of interest where something has failed, and is gone with it. */
  async #logBefore(tracked: TrackedModel): Promise<void> {
    const { host } = this.#place;
    if (host.failures?.() === 0) return;
    try {
      const limits = { signal: AbortSignal.timeout(logTimeoutMs), timeout: logTimeoutMs };
      host.report(await describeModel(tracked, limits, 'brief'));
    } catch (error) {
      host.report(`the status of model ${tracked.fullName} cannot be shown: ${(error as Error).message}`);
    }
  }
}
