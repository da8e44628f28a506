import { onAbort } from '../../on-abort';
import { RequestAbortedError } from '../../juju/errors';
import type { CallLimits } from '../calls/call-limits';
import type { ModelCore } from '../model-core';
import type { Status } from '../status/status';
import { isPointless } from '../waiting/is-pointless';

const checkEveryMs = 1_000;

/** Who watches a model. @internal */
export interface Observer {
  onStatus(status: Status): void;
  /** There will be no more: the connection is gone, the model is, or the signal fired. */
  onEnd(reason: Error): void;
}

/**
 * Shows each new status of a model to an observer, until it is disposed of, or there will be none.
 *
 * It polls as a wait does, together with all who wait. What it holds, a subscription and a few listeners, is let go of
 * in any of these cases.
 *
 * @throws ConnectionLostError, ConnectionClosedError where the connection is gone already
 * @internal
 */
export function observe(core: ModelCore, observer: Observer, limits: CallLimits): Disposable {
  core.checkConnection();
  const signal = core.signalFor(limits);
  const stack: (() => void)[] = [];
  const stop = () => {
    for (const undo of stack.splice(0)) undo();
  };
  const end = (reason: Error) => {
    if (stack.length === 0) return;
    stop();
    observer.onEnd(reason);
  };
  const abort = () => end(abortedBy(signal, core));
  const subscription = core.poller.subscribe(
    {
      onStatus: (status) => observer.onStatus(status),
      onFailure: (error) => isPointless(error) && end(error as Error),
    },
    { checkMs: core.scale.toReal(checkEveryMs), isQuiet: true },
  );
  stack.push(() => subscription[Symbol.dispose]());
  for (const event of ['lost', 'closed'] as const) stack.push(core.session.on(event, end));
  if (signal) stack.push(onAbort(signal, abort));
  if (signal?.aborted) abort();
  return { [Symbol.dispose]: stop };
}

function abortedBy(signal: AbortSignal | undefined, core: ModelCore): RequestAbortedError {
  return new RequestAbortedError(`Observing ${core.fullName} was aborted`, { cause: signal?.reason });
}
