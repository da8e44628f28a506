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

interface Watch {
  readonly reaper: Reaper;
  /** It has been started, and is in the ledger. */
  readonly begun: Promise<void>;
}

/** Who watches which ledger. */
const watched = new Map<string, Watch>();

let isListening = false;

/**
 * Whether those who watch listen to the signals of this process's group, too. They are to while this process does.
 *
 * @internal
 */
export function letOthersListen(is: boolean): void {
  // Of workers with a reporter, that one's process sees which do not hear.
  isListening = is && (!isWorker() || reportedDirectory(process.env) === undefined);
  for (const { reaper } of watched.values()) reaper.listen(isListening);
}

/**
 * Makes sure that somebody clears away what the ledger names, should this process die.
 *
 * @param options - `isRun`: this process is Jest itself, and the run is over when it dies
 * @throws TestFileError when nobody can be started for it; the next call tries again
 * @internal
 */
export async function watchLedger(ledger: Ledger, { isRun = false } = {}): Promise<void> {
  let watch = watched.get(ledger.path);
  if (!watch) {
    dismissIdle();
    watch = startWatch(ledger, isRun);
    if (watched.size === 0 && isWorker()) process.off('exit', releaseIdle).once('exit', releaseIdle);
    watched.set(ledger.path, watch);
  }
  // Also for who comes second: until it has begun nothing may be made.
  await watch.begun;
}

function startWatch(ledger: Ledger, isRun: boolean): Watch {
  const reaper = startReaper(ledger.path, { isRun });
  reaper.listen(isListening);
  return { reaper, begun: noteReaper(ledger, reaper) };
}

async function noteReaper(ledger: Ledger, reaper: Reaper): Promise<void> {
  try {
    ledger.append({ type: 'reaper', ...identify(await reaper.begun) });
  } catch (error) {
    watched.delete(ledger.path);
    reaper.listen(false);
    reaper.release();
    throw error;
  }
}

/**
 * Under `--watch` one process sees many runs, each with a ledger that is gone when the run is over.
 *
 * @internal
 */
export function dismissIdle(): void {
  for (const [path, { reaper }] of watched) {
    if (existsSync(path)) continue;
    reaper.dismiss();
    watched.delete(path);
  }
}

/** A worker at the end of its work leaves its ledger to the reporter. */
function releaseIdle(): void {
  if (!process.connected) return;
  for (const [path, { reaper }] of watched) {
    const content = new Ledger(path).read();
    if (!hasOutstanding(content) && !hasFolders(content)) reaper.release();
  }
}
