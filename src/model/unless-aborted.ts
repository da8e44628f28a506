import { RequestAbortedError } from '../juju/errors';

/**
 * A promise's value, unless a signal fires before; what the promise stands for goes on then.
 *
 * @param what - what is waited for, for the message
 * @throws RequestAbortedError with the signal's reason as its cause
 * @internal
 */
export async function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  what: string,
): Promise<T> {
  if (!signal) return await promise;
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([aborted, promise]);
  } catch (error) {
    // What is waited for may have heard of it first.
    if (!signal.aborted || error !== signal.reason) throw error;
    throw new RequestAbortedError(`${what} was aborted`, { cause: signal.reason });
  } finally {
    signal.removeEventListener('abort', stop);
    // Whatever still comes of it has nobody to tell.
    promise.catch(() => undefined);
  }
}
