import { onAbort } from './on-abort';

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

/** What a timer can hold (24.8 days). @internal */
export const longestSleepMs = 2 ** 31 - 1;

/**
 * The machine's own clock: monotonic, so that a corrected wall clock neither shortens nor prolongs a wait.
 *
 * @internal
 */
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(reasonOf(signal));
        return;
      }
      const timer = setTimeout(() => {
        forget?.();
        resolve();
      }, milliseconds);
      const forget =
        signal &&
        onAbort(signal, () => {
          clearTimeout(timer);
          reject(reasonOf(signal));
        });
    }),
};

function reasonOf(signal: AbortSignal): Error {
  return signal.reason as Error;
}
