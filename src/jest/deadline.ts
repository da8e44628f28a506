import { formatDuration } from '../duration';
import { TestFileError } from './errors';

/**
 * The result of `work`, or an error after `limitMs`: Jest sets no limit to the beginning and the end of a test file,
 * and a controller that hangs would hang the run.
 *
 * @param what - for the message: `the destruction of the models`
 * @internal
 */
export async function within<T>(limitMs: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    const expire = () => reject(new TestFileError(`${what} took longer than ${formatDuration(limitMs)}`));
    // What Node's timers cannot hold is as good as no limit.
    if (limitMs < 2 ** 31) timer = setTimeout(expire, limitMs);
  });
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
  }
}
