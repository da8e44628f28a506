/**
 * Where a call was made. Replies, deadlines and closed sockets come from the event loop, whose stack says nothing: an
 * error that is dressed with its call site shows the line that asked.
 *
 * @internal
 */
export class CallSite {
  readonly #holder: { stack?: string } = {};

  /** @param entry - the function that was called: it and all that it called are left out of the stack */
  constructor(entry: (...args: never[]) => unknown) {
    Error.captureStackTrace(this.#holder, entry);
  }

  /** Gives `error` the stack of the call. */
  dress<E extends Error>(error: E): E {
    const frames = this.#holder.stack?.replace(/^[^\n]*/, '') ?? '';
    error.stack = `${error.name}: ${error.message}${frames}`;
    return error;
  }
}
