import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Writable } from 'node:stream';

import { outlivingEnvironment } from '../../outliving-environment';
import { TestFileError } from '../errors';

/** Also what could not be destroyed before is to be destroyed. @internal */
export const againFlag = '--again';

/** A reaper, seen from the process that it watches. @internal */
export interface Reaper {
  /** Its process id, once it runs; rejects with a TestFileError when it cannot be started. */
  readonly begun: Promise<number>;
  /** Lets it end: what its ledger still names is destroyed, as if this process had died. */
  dismiss(): void;
}

/**
 * Starts a process that outlives this one by as long as it takes to destroy what the ledger names. It learns of our
 * death by the end of a pipe, which the system closes however we die.
 *
 * @internal
 */
export function startReaper(ledgerPath: string): Reaper {
  const child = launch([ledgerPath], 'pipe');
  // Neither the child nor the pipe is a reason for this process to stay.
  (child.stdin as Writable & { unref?: () => void }).unref?.();
  child.stdin?.on('error', ignore);
  return { begun: begun(child), dismiss: () => void child.stdin?.end() };
}

/**
 * Starts one that sets to work at once, on the ledger of a run that has died.
 *
 * @internal
 */
export async function startSweeper(ledgerPath: string): Promise<number> {
  return begun(launch([ledgerPath, againFlag], 'ignore'));
}

function launch(args: readonly string[], stdin: 'pipe' | 'ignore'): ChildProcess {
  const child = spawn(process.execPath, [join(__dirname, 'reaper.js'), ...args], {
    detached: true,
    stdio: [stdin, 'ignore', 'ignore'],
    env: outlivingEnvironment(process.env),
    cwd: '/',
  });
  child.unref();
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
