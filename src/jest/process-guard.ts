import { constants } from 'node:os';
import { isMainThread } from 'node:worker_threads';

import { TestFileError, withoutStack } from './errors';

/**
 * Something to be cleared away before the process ends.
 *
 * @internal
 */
export interface Guarded {
  /** Clears it away, within a bounded time; reports by itself what went wrong. */
  abandon(reason: Error): Promise<void>;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Destroys what is live when the process is told to end, which Jest itself does not do: neither on Ctrl-C, nor when CI
 * cancels a job, nor in a worker whose parent has gone.
 *
 * Listeners are there only while something is live: a permanent one for `disconnect` keeps a worker from ending by
 * itself. A thread of `--workerThreads` gets no signals; for it, as for every violent death, there is the reaper.
 *
 * @internal
 */
export class ProcessGuard {
  /** The one of this process. */
  static readonly shared = new ProcessGuard();

  readonly #live = new Set<Guarded>();
  readonly #listeners = new Map<string, () => void>();
  #interruption: string | undefined;

  /** @throws TestFileError when the process is about to end: what is made now would be left over */
  check(): void {
    if (!this.#interruption && isWorker() && !process.connected) this.#interruption = 'the end of Jest';
    if (!this.#interruption) return;
    throw new TestFileError(`No model is made any more: the run was interrupted by ${this.#interruption}`);
  }

  enter(guarded: Guarded): void {
    this.check();
    this.#live.add(guarded);
    this.#listen();
  }

  leave(guarded: Guarded): void {
    this.#live.delete(guarded);
    if (this.#live.size === 0 && !this.#interruption) this.#stopListening();
  }

  /**
   * Does not come back in a process that is only still there to destroy its models. Jest would go on to the next test
   * file, and report what the interruption has made of this one.
   */
  async holdWhenInterrupted(): Promise<void> {
    if (this.#interruption && this.#listeners.size > 0 && !isWorker()) await new Promise(ignore);
  }

  #listen(): void {
    if (this.#listeners.size > 0 || !isMainThread) return;
    for (const signal of signals) this.#listeners.set(signal, () => void this.#onSignal(signal));
    if (isWorker()) this.#listeners.set('disconnect', () => void this.#onDisconnect());
    for (const [event, listener] of this.#listeners) process.on(event, listener);
  }

  #stopListening(): void {
    for (const [event, listener] of this.#listeners) process.removeListener(event, listener);
    this.#listeners.clear();
  }

  async #onSignal(signal: (typeof signals)[number]): Promise<void> {
    const exitCode = 128 + constants.signals[signal];
    // A worker is given its time: its parent decides how long that is. Whoever sits before the terminal decides here.
    if (this.#interruption && !isWorker()) process.exit(exitCode);
    await this.#abandonAll(signal);
    // Jest takes a worker that ends by itself for a crash and runs its file again, which would make a new model.
    if (!isWorker() || !process.connected) process.exit(exitCode);
  }

  async #onDisconnect(): Promise<void> {
    await this.#abandonAll('the end of Jest');
    process.exit(1);
  }

  async #abandonAll(by: string): Promise<void> {
    this.#interruption ??= by;
    // The other end of the pipes may be gone, and a message about it must not be what kills us.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', ignore);
    const reason = withoutStack(new TestFileError(`The run was interrupted by ${by}`), { stack: 'message' });
    await Promise.allSettled([...this.#live].map((guarded) => guarded.abandon(reason)));
  }
}

function isWorker(): boolean {
  // A program that starts Jest may have a channel to it too, but then this is not a worker of Jest's.
  return process.send !== undefined && /[\\/]jest-worker[\\/]/.test(require.main?.filename ?? '');
}

function ignore(): void {
  // Nobody is left to read it.
}
