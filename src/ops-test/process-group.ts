import { setTimeout as delay } from 'node:timers/promises';
import type { ExecaChildProcess } from 'execa';

import { signalGroup } from '../process-groups';

/** How long a command may take to tidy up after SIGTERM. */
const graceMs = 2_000;

/** The groups that run now: they end with this process, as they have a session of their own and no terminal ends them. */
const running = new Set<number>();

/**
 * Follows a command that was started as the leader of a process group, so that nobody of the group outlives it
 * or this process. Who leaves the group is not followed.
 *
 * @internal
 */
export class ProcessGroup {
  readonly #child: ExecaChildProcess;
  /** Its leader has gone. */
  readonly #exited: Promise<void>;
  /** Its leader has gone, and nobody holds its output open. */
  readonly #ended: Promise<unknown>;
  readonly #onEnd: (() => void) | undefined;

  /** @param note - told of the group's number, for who ends it where this process cannot; gives what to call at its end */
  constructor(child: ExecaChildProcess, note?: (pid: number) => () => void) {
    this.#child = child;
    this.#onEnd = child.pid === undefined ? undefined : note?.(child.pid);
    this.#exited = new Promise((resolve) => {
      void child.once('exit', () => resolve());
    });
    this.#ended = child.then(
      () => this.#forget(),
      () => this.#forget(),
    );
    if (child.pid !== undefined) remember(child.pid);
  }

  /** Ends every process of the group: asks first, and insists when they have not gone after a moment. */
  async end(): Promise<void> {
    const { pid } = this.#child;
    if (pid === undefined) return;
    signalGroup(pid, 'SIGTERM');
    const grace = new AbortController();
    await Promise.race([
      this.#ended,
      delay(graceMs, undefined, { signal: grace.signal }).catch(() => undefined),
    ]);
    grace.abort();
    signalGroup(pid, 'SIGKILL');
    await this.#exited;
    // A descendant that left the group may hold the pipes open for ever; nobody reads them any more.
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }

  #forget(): void {
    this.#onEnd?.();
    if (this.#child.pid !== undefined) running.delete(this.#child.pid);
    if (running.size === 0) process.removeListener('exit', endAll);
  }
}

function remember(pid: number): void {
  if (running.size === 0) process.once('exit', endAll);
  running.add(pid);
}

function endAll(): void {
  for (const pid of running) signalGroup(pid, 'SIGKILL');
}
