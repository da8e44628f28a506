import type { Clock } from '../clock';
import { toMilliseconds } from '../duration';
import { anySignal, type CallLimits } from './call-limits';

/** How long one call of an operation may take, however much time the operation has. */
const callTimeoutMs = 60_000;

/** The limits of an operation of several calls, shared out among them. @internal */
export class TimeBudget {
  readonly signal: AbortSignal | undefined;
  readonly #clock: Clock;
  readonly #endsAt: number;

  /**
   * @param limits - the operation's own; without a timeout its calls have theirs
   * @param signal - another one that ends it: the running test's
   */
  constructor(clock: Clock, { timeout = Infinity, signal: own }: CallLimits, signal?: AbortSignal) {
    this.#clock = clock;
    this.#endsAt = clock.now() + toMilliseconds(timeout, 'timeout');
    this.signal = anySignal(own, signal);
  }

  /** The limits of the next call: what is left of the time, but no more than is usual. */
  next(usualMs = callTimeoutMs): { readonly signal: AbortSignal | undefined; readonly timeout: number } {
    const leftMs = Math.max(0, this.#endsAt - this.#clock.now());
    return { signal: this.signal, timeout: Math.min(usualMs, leftMs) };
  }
}
