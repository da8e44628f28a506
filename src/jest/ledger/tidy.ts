import { readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

import { clearFolders, hasFolders } from './clear-folders';
import { Ledger } from './ledger';
import { hasOutstanding, type LedgerContent } from './model-record';
import { isAlive } from '../../process-life';

/** The ledgers of a run, one for each process that wrote one. @internal */
export function ledgersOf(runDirectory: string): Ledger[] {
  try {
    const names = readdirSync(runDirectory).filter((name) => name.endsWith('.jsonl'));
    return names.map((name) => new Ledger(join(runDirectory, name)));
  } catch {
    return [];
  }
}

/**
 * Removes the ledgers that nobody needs any more, what they name as to be removed, and the folder with the last of them.
 * While a process of the run lives they all stay: the reporter has yet to read them.
 *
 * @internal
 */
export function tidyRunDirectory(runDirectory: string, { ending = false } = {}): void {
  const ledgers = ledgersOf(runDirectory).map((ledger) => ({ ledger, content: ledger.read() }));
  if (!ending && ledgers.some(({ content }) => livesElsewhere(content))) return;
  for (const { ledger, content } of ledgers) {
    if (!livesElsewhere(content)) clearFolders(content);
    // A worker that is cut off may yet leave its folder behind: then it is removed after the next run.
    const isNeeded = hasOutstanding(content) || hasFolders(content);
    if (!isNeeded) quietly(() => unlinkSync(ledger.path));
  }
  quietly(() => rmdirSync(runDirectory));
}

function livesElsewhere({ owner }: LedgerContent): boolean {
  return owner !== undefined && owner.pid !== process.pid && isAlive(owner);
}

function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // Another process of the run was quicker, or the folder is not empty yet.
  }
}
