import { constants } from 'node:os';
import { isMainThread } from 'node:worker_threads';

import { systemClock } from '../clock';
import { TestFileError, withoutStack } from './errors';
import { isRunInterrupted, letOthersListen, processLedger } from './ledger/process-ledger';
import { isWorker } from './worker-process';

/**
 * Something to be cleared away before the process ends.
 *
 * @internal
 */
export interface Guarded {
  /** Clears it away, within a bounded time; reports by itself what went wrong. */
  abandon(reason: Error, by: string): Promise<void>;
  /** Told, right before the process ends, that nobody here waits for it to be cleared away; says so. */
  leave?(why: string): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A second signal within this time is the first one's echo: on Ctrl-C both the terminal and npm send one, half a
 * millisecond apart.
 */
const echoMs = 300;

/** How long a worker that was told to end waits for its parent to be told, too: a terminal tells both at once. */
const parentMs = 3_000;

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
  #interruptedMs = 0;
  /** Whether the parent of this worker was told to end, too; asked at the first event after the interruption. */
  #isParentTold: Promise<boolean> | undefined;

  /** @throws TestFileError when the process is about to end: what is made now would be left over */
  check(): void {
    if (!this.#interruption && isWorker()) {
      if (!process.connected) this.#interruption = 'the end of Jest';
      // This worker is in the place of one that was killed.
      else if (isRunInterrupted()) this.#interruption = 'a signal to Jest';
    }
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
    if (!this.#interruption || this.#listeners.size === 0) return;
    if (!isWorker() || (await this.#endsWithRun())) await new Promise(ignore);
  }

  /**
   * Whether this worker ends together with its run. Who ends it alone, to free memory, sends the signal to nobody else: it
   * is waited for that once, and all later events of the file, and of the next ones, go on.
   */
  async #endsWithRun(): Promise<boolean> {
    this.#isParentTold ??= isParentInterrupted();
    return (await this.#isParentTold) || isRunEnding();
  }

  #listen(): void {
    if (this.#listeners.size > 0 || !isMainThread) return;
    for (const signal of signals) this.#listeners.set(signal, () => void this.#onSignal(signal));
    if (isWorker()) this.#listeners.set('disconnect', () => void this.#onDisconnect());
    else this.#listeners.set('exit', () => this.#onExit());
    for (const [event, listener] of this.#listeners) process.on(event, listener);
    letOthersListen(true);
  }

  #stopListening(): void {
    letOthersListen(false);
    for (const [event, listener] of this.#listeners) process.removeListener(event, listener);
    this.#listeners.clear();
  }

  async #onSignal(signal: (typeof signals)[number]): Promise<void> {
    const exitCode = 128 + constants.signals[signal];
    // A worker is given its time: its parent decides how long that is. Whoever sits before the terminal decides here.
    if (this.#interruption && !isWorker()) {
      if (systemClock.now() - this.#interruptedMs < echoMs) return;
      for (const guarded of this.#live) guarded.leave?.('interrupted again');
      process.exit(exitCode);
    }
    await this.#abandonAll(signal);
    // Jest takes a worker that ends by itself for a crash and runs its file again, which would make a new model.
    if (!isWorker() || !process.connected) process.exit(exitCode);
  }

  /** By a test, or by Jest: Ctrl-C is a key in watch mode. */
  #onExit(): void {
    if (this.#interruption) return;
    for (const guarded of this.#live) guarded.leave?.('the process ends');
  }

  async #onDisconnect(): Promise<void> {
    await this.#abandonAll('the end of Jest');
    process.exit(1);
  }

  async #abandonAll(by: string): Promise<void> {
    if (this.#interruption === undefined) {
      this.#interruption = by;
      this.#interruptedMs = systemClock.now();
      processLedger().note({ type: 'interrupted', by });
    }
    // The other end of the pipes may be gone, and a message about it must not be what kills us.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', ignore);
    const reason = withoutStack(new TestFileError(`The run was interrupted by ${by}`), { stack: 'message' });
    await Promise.allSettled([...this.#live].map((guarded) => guarded.abandon(reason, by)));
  }
}

/** Whether the whole run is being ended, and not this worker alone. */
async function isParentInterrupted(): Promise<boolean> {
  const giveUpAt = systemClock.now() + parentMs;
  while (!isRunEnding()) {
    if (systemClock.now() > giveUpAt) return false;
    await systemClock.sleep(20);
  }
  return true;
}

function isRunEnding(): boolean {
  return !process.connected || isRunInterrupted();
}

function ignore(): void {
  // Nobody is left to read it.
}
