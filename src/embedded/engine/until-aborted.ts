/**
 * Gives back a result, waiting for it if need be, but not longer than until the signal is aborted: a handler that does not care for its signal must
 * not keep its machine.
 *
 * @internal
 */
export function untilAborted<T>(result: T | Promise<T>, signal: AbortSignal): T | Promise<T> {
  signal.throwIfAborted();
  return isPromise(result) ? raceAbort(result, signal) : result;
}

async function raceAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
    // What the handler says after that is nobody's any more.
    promise.catch(() => undefined);
  }
}

/** Also one of another realm, such as that of a test file. */
function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof value === 'object' && value !== null && 'then' in value;
}
