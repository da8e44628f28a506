import { onAbort } from '../../on-abort';
import { sayAborted } from './say-aborted';

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
    return await sayAborted(() => Promise.race([aborted, promise]), signal, what);
  } finally {
    stopListening();
    // Whatever still comes of it has nobody to tell.
    promise.catch(() => undefined);
  }
}
