import { formatDuration } from '../duration';
import type { CallSite } from './call-site';
import { callLabel, type FacadeCall, RequestAbortedError, RequestTimeoutError } from './errors';
import { onAbort } from '../on-abort';

/** One call that waits for its answer, as diagnostics show it. @internal */
export interface PendingCall extends FacadeCall {
  readonly requestId: number;
  /** How long it has been waiting. */
  readonly waitingMs: number;
}

/** How a call may end before its answer. @internal */
export interface Ending {
  /** `Infinity`: no deadline. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly site: CallSite;
  /** Added to the message of a missed deadline, beginning with a blank: what to do next. */
  readonly advice?: string | undefined;
}

interface Pending {
  readonly call: FacadeCall;
  readonly since: number;
  readonly ending: Ending;
  readonly resolve: (response: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly stopWaiting: () => void;
}

/** Longer deadlines than a timer can hold (24.8 days) are none. */
const longestTimer = 2 ** 31 - 1;

/**
 * The calls that wait for an answer. Each of them ends: by its reply, its deadline, its abort signal, or with the
 * connection. Errors are born at the line of the call.
 *
 * @internal
 */
export class PendingRequests {
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  /** Registers a call under a fresh id. */
  add(call: FacadeCall, ending: Ending): { id: number; answer: Promise<unknown> } {
    const id = ++this.#lastId;
    const answer = new Promise<unknown>((resolve, reject) => {
      const stopWaiting = this.#watch(id, ending);
      this.#pending.set(id, { call, since: performance.now(), ending, resolve, reject, stopWaiting });
    });
    return { id, answer };
  }

  /** Ends the call with its reply. `false` where nobody waits for it (any more). */
  resolve(id: number, response: unknown): boolean {
    const pending = this.#take(id);
    pending?.resolve(response);
    return pending !== undefined;
  }

  /** Ends the call with an error made for it. `false` where nobody waits for it (any more). */
  reject(id: number, makeError: (call: FacadeCall, waitedMs: number) => Error): boolean {
    const pending = this.#take(id);
    if (!pending) return false;
    const error = makeError(pending.call, performance.now() - pending.since);
    pending.reject(pending.ending.site.dress(error));
    return true;
  }

  /** Ends the call because its signal fired. */
  abort(id: number, reason: unknown): void {
    this.reject(
      id,
      (call, waitedMs) =>
        new RequestAbortedError(`${callLabel(call)} was aborted after ${formatDuration(waitedMs)}`, {
          cause: reason,
        }),
    );
  }

  /** Ends every call. */
  rejectAll(makeError: (call: FacadeCall, waitedMs: number) => Error): void {
    for (const id of [...this.#pending.keys()]) this.reject(id, makeError);
  }

  get size(): number {
    return this.#pending.size;
  }

  /** What is waiting, the oldest first. */
  list(): PendingCall[] {
    const now = performance.now();
    return [...this.#pending].map(([requestId, { call, since }]) => ({
      requestId,
      facade: call.facade,
      request: call.request,
      version: call.version,
      waitingMs: now - since,
    }));
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    if (pending) {
      this.#pending.delete(id);
      pending.stopWaiting();
    }
    return pending;
  }

  #watch(id: number, { timeoutMs, signal, advice }: Ending): () => void {
    const timer =
      timeoutMs > longestTimer ? undefined : setTimeout(() => this.#expire(id, advice), timeoutMs);
    if (!signal) return () => clearTimeout(timer);
    const stopListening = onAbort(signal, () => this.abort(id, signal.reason));
    return () => {
      clearTimeout(timer);
      stopListening();
    };
  }

  #expire(id: number, advice = ''): void {
    this.reject(
      id,
      (call, waitedMs) =>
        new RequestTimeoutError(`${callLabel(call)}: no answer within ${formatDuration(waitedMs)}.${advice}`),
    );
  }
}
