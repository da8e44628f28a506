import { existsSync } from 'node:fs';

import { runDirectoryVariable } from '../options/environment-variables';
import { type Reaper, startReaper } from '../reaper/start-reaper';
import { Ledger } from './ledger';
import { identify } from '../../process-life';
import { createRunDirectory } from './run-directory';
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

/** Who watches which ledger. */
const watched = new Map<string, Reaper>();

/**
 * Makes sure that somebody clears away what the ledger names, should this process die.
 *
 * @internal
 */
export async function watchLedger(ledger: Ledger): Promise<void> {
  if (watched.has(ledger.path)) return;
  dismissIdle();
  const reaper = startReaper(ledger.path);
  watched.set(ledger.path, reaper);
  ledger.append({ type: 'reaper', ...identify(await reaper.begun) });
}

/** Under `--watch` one process sees many runs, each with a ledger that is gone when the run is over. */
function dismissIdle(): void {
  for (const [path, reaper] of watched) {
    if (existsSync(path)) continue;
    reaper.dismiss();
    watched.delete(path);
  }
}
