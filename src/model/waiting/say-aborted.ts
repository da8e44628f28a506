import { RequestAbortedError } from '../../juju/errors';

/**
 * Does something; where that ends with the bare reason of its signal, the error says what was aborted.
 *
 * @param what - what is done, for the message
 * @throws RequestAbortedError with the signal's reason as its cause
 * @internal
 */
export async function sayAborted<T>(
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
  what: string,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // What is waited for may have heard of it first, and have words of its own.
    if (!signal?.aborted || error !== signal.reason) throw error;
    throw new RequestAbortedError(`${what} was aborted`, { cause: signal.reason });
  }
}
