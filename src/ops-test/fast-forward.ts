import { type Duration, toMilliseconds } from '../duration';
import { checkKeys } from '../model/calls/check-keys';
import type { Model } from '../model/model';
import type { TestSignal } from './test-signal';

/**
 * How often `update-status` fires, and will fire afterwards.
 *
 * @public
 */
export interface FastForwardOptions {
  /**
   * The interval meanwhile.
   *
   * @defaultValue `'10s'`
   */
  readonly fastInterval?: Duration | undefined;
  /**
   * The interval afterwards.
   *
   * @defaultValue the one before
   */
  readonly slowInterval?: Duration | undefined;
}

/** Puts the interval back as it was. @internal */
export type Restore = () => Promise<void>;

const interval = 'update-status-hook-interval';

/** The time of a test that was given up is over; that of putting things back is not. */
const restoreTimeout = '1m';

/**
 * Lets `update-status` fire faster in a model.
 *
 * @internal
 */
export async function fastForward(
  model: Model,
  options: FastForwardOptions,
  signal: TestSignal,
): Promise<Restore> {
  checkKeys(options, ['fastInterval', 'slowInterval'], 'fastForward');
  const { fastInterval = '10s', slowInterval } = options;
  const fast = asJujuDuration(fastInterval, 'fastInterval');
  const slow = slowInterval === undefined ? undefined : asJujuDuration(slowInterval, 'slowInterval');
  const putBack = await restoration(model, slow);
  const restore = () => signal.tidy(putBack);
  try {
    await model.setConfig({ [interval]: fast });
  } catch (error) {
    // It may have been set all the same.
    await restore().catch(() => undefined);
    throw error;
  }
  return restore;
}

/**
 * Runs `body`, then puts the interval back. Where `body` throws, its error is the one that matters.
 *
 * @internal
 */
export async function restoring<T>(
  restore: Restore,
  body: () => T | Promise<T>,
  report: (line: string) => void,
): Promise<T> {
  let result: T;
  try {
    result = await body();
  } catch (error) {
    await restore().catch((cause: unknown) =>
      report(`${interval} could not be put back: ${(cause as Error).message}`),
    );
    throw error;
  }
  await restore();
  return result;
}

/** A value that was a default is put back by a reset: else it would be the model's own from then on. */
async function restoration(model: Model, slow: string | undefined): Promise<Restore> {
  const limits = { timeout: restoreTimeout };
  const set = (value: string) => () => model.setConfig({ [interval]: value }, limits);
  if (slow !== undefined) return set(slow);
  const before = (await model.getConfigDetails())[interval];
  if (before?.source === 'model') return set(String(before.value));
  return () => model.resetConfig([interval], limits);
}

/** As Go reads it. */
function asJujuDuration(duration: Duration, name: string): string {
  const milliseconds = toMilliseconds(duration, name);
  if (!Number.isFinite(milliseconds))
    throw new TypeError(`${name} must be finite: update-status always fires`);
  return typeof duration === 'string' ? duration : `${String(milliseconds)}ms`;
}

/**
 * The time in which `update-status` fires faster, for `await using`.
 *
 * @example
 * ```ts
 * await using fast = await opsTest.fastForward({ fastInterval: '10s' });
 * await opsTest.model.waitForIdle();
 * ```
 *
 * @public
 */
export class FastForward implements AsyncDisposable {
  readonly #restore: Restore;
  #restored: Promise<void> | undefined;

  /** @internal */
  constructor(restore: Restore) {
    this.#restore = restore;
  }

  /** Puts the interval back, once. */
  [Symbol.asyncDispose](): Promise<void> {
    return (this.#restored ??= this.#restore());
  }
}
