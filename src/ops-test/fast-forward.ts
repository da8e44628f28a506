import { type Duration, toMilliseconds } from '../duration';
import { checkKeys } from '../model/check-keys';
import type { Model } from '../model/model';

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
export async function fastForward(model: Model, options: FastForwardOptions): Promise<Restore> {
  checkKeys(options, ['fastInterval', 'slowInterval'], 'fastForward');
  const { fastInterval = '10s', slowInterval } = options;
  const fast = asJujuDuration(fastInterval, 'fastInterval');
  const slow = slowInterval === undefined ? undefined : asJujuDuration(slowInterval, 'slowInterval');
  const restore = await restoration(model, slow);
  try {
    await model.setConfig({ [interval]: fast });
  } catch (error) {
    // It may have been set all the same.
    await restore().catch(() => undefined);
    throw error;
  }
  return restore;
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
  return typeof duration === 'string' ? duration : `${String(milliseconds)}ms`;
}

/**
 * The time in which `update-status` fires faster, for `await using`.
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
