import { type Clock, longestSleepMs } from '../../clock';
import { formatDuration } from '../../duration';
import { RequestTimeoutError } from '../../juju/errors';

/**
 * A promise's value, unless it takes too long; what the promise stands for goes on then.
 *
 * @param what - what is waited for, for the message
 * @throws RequestTimeoutError
 * @internal
 */
export async function withinTime<T>(
  promise: Promise<T>,
  timeoutMs: number,
  clock: Clock,
  what: string,
): Promise<T> {
  const over = new AbortController();
  const tooLate = clock.sleep(Math.min(timeoutMs, longestSleepMs), over.signal).then(() => {
    throw new RequestTimeoutError(
      `${what} was not had within ${formatDuration(timeoutMs)}. Raise \`timeout\` if it needs longer.`,
    );
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    over.abort();
    // Neither has anybody to tell any more.
    tooLate.catch(() => undefined);
    promise.catch(() => undefined);
  }
}
