interface Waiting {
  readonly callbacks: Set<() => void>;
  readonly listener: () => void;
}

const waiting = new WeakMap<AbortSignal, Waiting>();

/**
 * Calls back once when a signal fires; never where it has fired already.
 *
 * However many wait on a signal, it has one listener of ours: a test's one signal goes with every call of the test, and
 * Node warns of a leak when a signal has more than ten.
 *
 * @returns stops waiting
 * @internal
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const { callbacks } = waiting.get(signal) ?? listen(signal);
  // A function of its own for each call: the same callback may wait twice, and stop once.
  const own = () => callback();
  callbacks.add(own);
  return () => {
    callbacks.delete(own);
    if (callbacks.size === 0) forget(signal);
  };
}

function listen(signal: AbortSignal): Waiting {
  const callbacks = new Set<() => void>();
  const listener = () => {
    forget(signal);
    for (const callback of [...callbacks]) if (callbacks.has(callback)) callback();
  };
  const entry = { callbacks, listener };
  waiting.set(signal, entry);
  signal.addEventListener('abort', listener, { once: true });
  return entry;
}

function forget(signal: AbortSignal): void {
  const entry = waiting.get(signal);
  if (!entry) return;
  waiting.delete(signal);
  signal.removeEventListener('abort', entry.listener);
}
