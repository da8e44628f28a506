import { setTimeout as delay } from 'node:timers/promises';

/**
 * Time as our code sees it. A parameter wherever something waits, so that a test can hold the hands.
 *
 * @internal
 */
export interface Clock {
  /** Milliseconds since some fixed point, never going back. */
  now(): number;
  /** Resolves after `milliseconds`; rejects with the signal's reason when it is aborted before. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/**
 * The machine's own clock: monotonic, so that a corrected wall clock neither shortens nor prolongs a wait.
 *
 * @internal
 */
export const systemClock: Clock = {
  now: () => performance.now(),
  async sleep(milliseconds, signal) {
    if (signal?.aborted) throw signal.reason;
    try {
      await delay(milliseconds, undefined, { signal });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
};
