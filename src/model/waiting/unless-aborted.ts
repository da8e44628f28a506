import { RequestAbortedError } from '../../juju/errors';
import { onAbort } from '../../on-abort';

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
  let stopListening: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    const stop = () => reject(signal.reason as Error);
    stopListening = onAbort(signal, stop);
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([aborted, promise]);
  } catch (error) {
    // What is waited for may have heard of it first.
    if (!signal.aborted || error !== signal.reason) throw error;
    throw new RequestAbortedError(`${what} was aborted`, { cause: signal.reason });
  } finally {
    stopListening();
    // Whatever still comes of it has nobody to tell.
    promise.catch(() => undefined);
  }
}
