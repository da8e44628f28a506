import { existsSync } from 'node:fs';

import { runDirectoryVariable } from '../options/environment-variables';
import { type Reaper, startReaper } from '../reaper/start-reaper';
import { Ledger } from './ledger';
import { identify } from '../../process-life';
import { isWorker } from '../worker-process';
import { createRunDirectory } from './run-directory';
import { hasFolders } from './clear-folders';
import { hasOutstanding } from './model-record';
import { tidyRunDirectory } from './tidy';

let own: Ledger | undefined;

/**
 * The ledger of this process: in the folder of the run, or, without our reporter, in one of its own.
 *
 * @internal
 */
export function processLedger(env: NodeJS.ProcessEnv = process.env): Ledger {
  const directory = reportedDirectory(env);
  if (directory !== undefined) return Ledger.ofThisProcess(directory);
  own ??= begun(createRunDirectory(env));
  return own;
}

/** Without a reporter nobody but this process itself knows when its ledger is not needed any more. */
function begun(directory: string): Ledger {
  process.once('exit', () => tidyRunDirectory(directory, { ending: true }));
  return Ledger.ofThisProcess(directory);
}

/**
 * The folder of the run, if there is a reporter that reads what is in it; there is none where the user has `reporters`
 * of their own, or `projects`.
 *
 * @internal
 */
export function reportedDirectory(env: NodeJS.ProcessEnv): string | undefined {
  const directory = env[runDirectoryVariable];
  return directory && existsSync(directory) ? directory : undefined;
}

/**
 * Whether Jest, whose worker this process is, was told to end; not known where there is no reporter of ours.
 *
 * @internal
 */
export function isRunInterrupted(env: NodeJS.ProcessEnv = process.env): boolean {
  const directory = reportedDirectory(env);
  return directory !== undefined && Ledger.ofProcess(directory, process.ppid).read().isInterrupted;
}

/** Who watches which ledger. */
const watched = new Map<string, Reaper>();

let isListening = false;

/**
 * Whether those who watch listen to the signals of this process's group, too. They are to while this process does.
 *
 * @internal
 */
export function letOthersListen(is: boolean): void {
  // Of workers with a reporter, that one's process sees which do not hear.
  isListening = is && (!isWorker() || reportedDirectory(process.env) === undefined);
  for (const reaper of watched.values()) reaper.listen(isListening);
}

/**
 * Makes sure that somebody clears away what the ledger names, should this process die.
 *
 * @param options - `isRun`: this process is Jest itself, and the run is over when it dies
 * @internal
 */
export async function watchLedger(ledger: Ledger, { isRun = false } = {}): Promise<void> {
  if (watched.has(ledger.path)) return;
  dismissIdle();
  const reaper = startReaper(ledger.path, { isRun });
  reaper.listen(isListening);
  if (watched.size === 0 && isWorker()) process.once('exit', releaseIdle);
  watched.set(ledger.path, reaper);
  ledger.append({ type: 'reaper', ...identify(await reaper.begun) });
}

/**
 * Under `--watch` one process sees many runs, each with a ledger that is gone when the run is over.
 *
 * @internal
 */
export function dismissIdle(): void {
  for (const [path, reaper] of watched) {
    if (existsSync(path)) continue;
    reaper.dismiss();
    watched.delete(path);
  }
}

/** A worker at the end of its work leaves its ledger to the reporter. */
function releaseIdle(): void {
  if (!process.connected) return;
  for (const [path, reaper] of watched) {
    const content = new Ledger(path).read();
    if (!hasOutstanding(content) && !hasFolders(content)) reaper.release();
  }
}
