import type { Clock } from '../../clock';
import { type Duration, toMilliseconds } from '../../duration';

/** How long an operation may take, and who may end it. @public */
export interface CallLimits {
  /** Ends the operation when it fires. In a test file the running test's own end does so too. */
  readonly signal?: AbortSignal | undefined;
  /** When to give up, in real time. `Infinity` never does. */
  readonly timeout?: Duration | undefined;
}

/** One signal for several that may be missing. @internal */
export function anySignal(...signals: readonly (AbortSignal | undefined)[]): AbortSignal | undefined {
  const given = signals.filter((signal) => signal !== undefined);
  return given.length > 1 ? AbortSignal.any(given) : given[0];
}

/** What a call is given that nobody gave a timeout. @internal */
export const callTimeoutMs = 60_000;

/** When something that takes several calls has to be over, and who may end it before: each call gets what is left. @internal */
export class Deadline {
  readonly timeoutMs: number;
  readonly #endMs: number;

  constructor(
    private readonly clock: Clock,
    timeout: Duration,
    readonly signal?: AbortSignal,
  ) {
    this.timeoutMs = toMilliseconds(timeout, 'timeout');
    this.#endMs = clock.now() + this.timeoutMs;
  }

  /** 0 where it is over. */
  get leftMs(): number {
    return Math.max(0, this.#endMs - this.clock.now());
  }

  /** How long one call may take that by itself would be given so long. */
  cap(milliseconds: number): number {
    return Math.min(milliseconds, this.leftMs);
  }

  /** The limits of the next call: what is left of the time, but no more than is usual. */
  next(usualMs = callTimeoutMs): { readonly signal: AbortSignal | undefined; readonly timeout: number } {
    return { signal: this.signal, timeout: this.cap(usualMs) };
  }
}

/** The end of an operation that the running test ends as well. Without a timeout its calls have their own. @internal */
export function deadlineOf(
  { timeout = Infinity, signal: own }: CallLimits,
  { clock, signal }: { readonly clock: Clock; readonly signal: () => AbortSignal | undefined },
): Deadline {
  return new Deadline(clock, timeout, anySignal(own, signal()));
}

/** The limits of each of several calls in turn: together they take no longer than the limits say. @internal */
export function leftOf({ signal, timeout }: CallLimits, clock: Clock): () => CallLimits {
  if (timeout === undefined) return () => ({ signal });
  const deadline = new Deadline(clock, timeout, signal);
  return () => deadline.next(Infinity);
}
