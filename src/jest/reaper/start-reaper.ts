import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Writable } from 'node:stream';

import { outlivingEnvironment } from '../../outliving-environment';
import { TestFileError } from '../errors';

/** Also what could not be destroyed before is to be destroyed. @internal */
export const againFlag = '--again';

/** The process at the other end is Jest itself: with its death the run is over. @internal */
export const runFlag = '--run';

/** The process at the other end was told to end, by a signal to its group. @internal */
export const toldFlag = '--told';

/** A shell waits: it starts in a millisecond, and has a hundredth of the memory that Node has, which is only started at need. */
const shell = '/bin/sh';

/**
 * Goes on when the pipe closes, which the system does however we die, or when the listener writes into it. Without the
 * ledger there is nothing to do.
 */
const waiting = `trap '' HUP INT TERM; read -r told; [ -e "$3" ] && exec "$@" $told`;

/** In our process group, unlike the reaper: what the terminal sends to us it sends to this one, too. */
const listening = `trap 'echo ${toldFlag}; exit' HUP INT TERM; read -r line`;

/** A reaper, seen from the process that it watches. @internal */
export interface Reaper {
  /** Its process id, once it runs; rejects with a TestFileError when it cannot be started. */
  readonly begun: Promise<number>;
  /**
   * Whether it is told of signals to our process group, for the case that this process is deaf to them. To be so only
   * while this process would note that it has heard one: the reaper kills it where it does not.
   */
  listen(is: boolean): void;
  /** Lets it end: what its ledger still names is destroyed, as if this process had died. */
  dismiss(): void;
  /** Ends it at once, where there is nothing to do. */
  release(): void;
}

/**
 * Starts a process that outlives this one by as long as it takes to destroy what the ledger names. It learns of our
 * death by the end of a pipe, which the system closes however we die.
 *
 * @param options - `isRun`: this process is Jest itself, and not one of its workers
 * @internal
 */
export function startReaper(ledgerPath: string, { isRun = false } = {}): Reaper {
  const args = ['-c', waiting, 'reaper', process.execPath, reaperPath, ledgerPath];
  const child = letGo(launch(shell, isRun ? [...args, runFlag] : args, ['pipe', 'ignore', 'ignore']));
  let listener: ChildProcess | undefined;
  const listen = (is: boolean) => {
    if (is && child.pid !== undefined) listener ??= startListener(child);
    if (is) return;
    listener?.kill('SIGKILL');
    listener = undefined;
  };
  const dismiss = () => {
    listen(false);
    child.stdin?.end();
  };
  return { begun: begun(child), listen, dismiss, release: () => void child.kill('SIGKILL') };
}

/**
 * Starts one that sets to work at once, on the ledger of a run that has died.
 *
 * @internal
 */
export async function startSweeper(ledgerPath: string): Promise<number> {
  const child = launch(process.execPath, [reaperPath, ledgerPath, againFlag], 'ignore');
  child.unref();
  return begun(child);
}

const reaperPath = join(__dirname, 'reaper.js');

function launch(program: string, args: readonly string[], stdio: StdioOptions): ChildProcess {
  const env = outlivingEnvironment(process.env);
  return spawn(program, args, { detached: true, stdio, env, cwd: '/' });
}

/** Without it all is as well, unless this process is deaf. */
function startListener(reaper: ChildProcess): ChildProcess {
  const stdio: StdioOptions = ['pipe', reaper.stdin, 'ignore'];
  return letGo(spawn(shell, ['-c', listening], { stdio, cwd: '/' }).on('error', ignore));
}

/** Neither the child nor the pipe to it is a reason for this process to stay. */
function letGo(child: ChildProcess): ChildProcess {
  const { stdin }: { readonly stdin: (Writable & { unref?(): void }) | null } = child;
  child.unref();
  stdin?.unref?.();
  stdin?.on('error', ignore);
  return child;
}

async function begun(child: ChildProcess): Promise<number> {
  try {
    if (child.pid === undefined) await once(child, 'spawn');
  } catch (error) {
    throw new TestFileError(
      `The process that destroys models when this one is killed cannot be started: ${(error as Error).message}. ` +
        'Without it no model is made',
      { cause: error },
    );
  }
  child.on('error', ignore);
  return child.pid ?? 0;
}

function ignore(): void {
  // The reaper has died; the ledger is still there for the next run.
}
