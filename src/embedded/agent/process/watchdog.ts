import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { JujuError } from '../../../errors';
import { outlivingEnvironment } from '../../../outliving-environment';

/** The folder is not removed. @internal */
export const keepFlag = '--keep';

/** A shell waits: it starts in a millisecond, and has a hundredth of the memory that Node has, which is only started at need. */
const shell = '/bin/sh';
/** Nothing is ever written: it goes on when the pipe closes, which the system does however we die. */
const script = `trap '' HUP INT TERM; read -r line; exec "$@"`;

/**
 * A process that outlives this one by as long as it takes to end what the charms in a folder have started. It is none of
 * the reasons for this process to stay.
 *
 * @internal
 */
export class Watchdog {
  /** Rejects where there can be none. */
  readonly begun: Promise<void>;
  readonly #child: ChildProcess;

  /**
   * @param folder - that charms are executed in
   * @param isKept - whether the folder stays
   */
  constructor(folder: string, isKept: boolean) {
    const program = [process.execPath, join(__dirname, 'after-death.js'), folder];
    const child = spawn(shell, ['-c', script, 'watchdog', ...program, ...(isKept ? [keepFlag] : [])], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: outlivingEnvironment(process.env),
      cwd: '/',
    });
    child.unref();
    (child.stdin as Writable & { unref?: () => void }).unref?.();
    this.#child = child;
    this.begun = begun(child);
    this.begun.catch(() => undefined);
    for (const one of [child, child.stdin]) one.on('error', () => undefined);
  }

  /** Ends it, and nothing else. May be called again. */
  async dismiss(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    this.#child.ref();
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
    this.#child.stdin?.destroy();
  }
}

async function begun(child: ChildProcess): Promise<void> {
  try {
    if (child.pid === undefined) await once(child, 'spawn');
  } catch (cause) {
    throw new JujuError(
      `${shell} cannot be started, which would end the processes of charms should this process be killed: ${(cause as Error).message}. Without it no charm is executed; end what fills the table of processes`,
      { code: 'not started', cause },
    );
  }
}
