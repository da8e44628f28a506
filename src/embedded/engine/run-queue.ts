/** How much is done before sockets and timers get their turn. */
const batch = 64;
/** How much that is done is kept, since cutting it off costs as much as what is left. */
const longestPast = 1024;

/**
 * Does things one after another, soon, in the order in which they were asked for, and lets the event loop breathe in
 * between: a thousand units that start at once must not keep a client waiting.
 *
 * @internal
 */
export class RunQueue {
  #tasks: (() => void)[] = [];
  #last: (() => void)[] = [];
  #next = 0;
  #scheduled: NodeJS.Immediate | undefined;
  #stopped = false;

  add(task: () => void): void {
    if (this.#stopped) return;
    this.#tasks.push(task);
    this.#schedule();
  }

  /** As `add`, but after all that is asked for until then, and what that asks for. */
  addLast(task: () => void): void {
    if (this.#stopped) return;
    this.#last.push(task);
    this.#schedule();
  }

  /** Forgets what was asked for, and takes no more. */
  stop(): void {
    this.#stopped = true;
    this.#tasks = [];
    this.#last = [];
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
  }

  #schedule(): void {
    // Not unref'd: the loop would then sleep until something else wakes it, with work to do.
    this.#scheduled ??= setImmediate(() => this.#run());
  }

  #run(): void {
    this.#scheduled = undefined;
    const end = Math.min(this.#tasks.length, this.#next + batch);
    try {
      while (this.#next < end) this.#tasks[this.#next++]?.();
    } finally {
      // What throws is a fault of ours and ends the process; until then the others go on.
      if (this.#next < this.#tasks.length) {
        // A queue that never runs dry must not hold on to all that it has ever done.
        if (this.#next >= longestPast) this.#forgetPast();
        this.#schedule();
      } else {
        this.#tasks = this.#last;
        this.#last = [];
        this.#next = 0;
        if (this.#tasks.length > 0) this.#schedule();
      }
    }
  }

  #forgetPast(): void {
    this.#tasks.splice(0, this.#next);
    this.#next = 0;
  }
}
