import { existsSync } from 'node:fs';

import { identify } from '../../process-life';
import { runDirectoryVariable } from '../options/environment-variables';
import { processLedger, reportedDirectory, watchLedger } from './process-ledger';

/**
 * Notes a process group in the ledger of this process, together with somebody who ends it should this one be killed:
 * a command has a session of its own, and would go on with nobody to read what it says.
 *
 * @param pid - its leader
 * @returns notes that it has ended
 * @internal
 */
export function noteGroup(pid: number): () => void {
  const ledger = processLedger();
  // Without a reporter commands inherit no folder of the run. Their groups are known by their leaders alone then.
  const directory = reportedDirectory(process.env);
  const mark = directory === undefined ? {} : { mark: `${runDirectoryVariable}=${directory}` };
  ledger.note({ type: 'group', ...identify(pid), ...mark });
  void watchLedger(ledger).catch(() => undefined);
  return () => {
    // Of a ledger that has gone with its run, nobody needs to know any more.
    if (existsSync(ledger.path)) ledger.note({ type: 'group ended', pid });
  };
}
