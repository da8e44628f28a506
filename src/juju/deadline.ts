import { formatDuration } from '../duration';
import { onAbort } from '../on-abort';

/**
 * One end for many steps: a signal that fires when the time is up or when the caller gives up.
 *
 * @internal
 */
export class Deadline {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #caller: AbortSignal | undefined;
  #stopListening: () => void = () => undefined;

  constructor(timeoutMs: number, caller?: AbortSignal) {
    this.signal = this.#controller.signal;
    this.#caller = caller;
    this.#timer = setTimeout(() => this.#expire(timeoutMs), Math.min(timeoutMs, 2 ** 31 - 1));
    const abort = () => this.#controller.abort(caller?.reason);
    if (caller?.aborted) abort();
    else if (caller) this.#stopListening = onAbort(caller, abort);
  }

  /** Whether it was the caller who ended it. */
  get abortedByCaller(): boolean {
    return this.#caller?.aborted ?? false;
  }

  /** Lets go of timer and listener. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#stopListening();
  }

  #expire(timeoutMs: number): void {
    this.#controller.abort(new Error(`no answer within ${formatDuration(timeoutMs)}`));
  }
}
