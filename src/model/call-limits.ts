import type { Duration } from '../duration';

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
