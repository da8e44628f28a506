import { statSync } from 'node:fs';

import type { Ledger } from '../ledger/ledger';
import { isOutstanding, type LedgerContent, nameOf } from '../ledger/model-record';
import { identify, isAlive } from '../ledger/process-life';
import { listRunDirectories } from '../ledger/run-directory';
import { ledgersOf, tidyRunDirectory } from '../ledger/tidy';
import { startSweeper } from './start-reaper';

const day = 24 * 60 * 60 * 1000;

/**
 * Clears away, in the background, what former runs have left: those that were killed together with their reapers (a
 * container that was stopped, a machine that lost its power), or whose controller would not destroy a model.
 *
 * @param report - told of each model, so that nobody is surprised
 * @internal
 */
export async function sweepFormerRuns(env: NodeJS.ProcessEnv, report: (line: string) => void): Promise<void> {
  for (const directory of listRunDirectories(env)) {
    const ledgers = ledgersOf(directory).map((ledger) => ({ ledger, content: ledger.read() }));
    if (ledgers.some(({ content }) => isInUse(content))) continue;
    // A folder without a ledger may be that of a run which is only just beginning.
    if (ledgers.length === 0 && isYoung(directory)) continue;
    for (const { ledger, content } of ledgers) await sweep(ledger, content, report);
    tidyRunDirectory(directory);
  }
}

async function sweep(ledger: Ledger, content: LedgerContent, report: (line: string) => void): Promise<void> {
  const outstanding = content.models.filter(isOutstanding);
  if (outstanding.length === 0) return;
  report(
    `a former run (${content.owner?.at ?? 'of unknown date'}) left ${outstanding.map(nameOf).join(', ')}: ` +
      `destroying in the background (to stop this, remove ${ledger.path})`,
  );
  ledger.append({ type: 'reaper', ...identify(await startSweeper(ledger.path)) });
}

function isInUse({ owner, reaper }: LedgerContent): boolean {
  return (owner !== undefined && isAlive(owner)) || (reaper !== undefined && isAlive(reaper));
}

function isYoung(directory: string): boolean {
  try {
    return Date.now() - statSync(directory).mtimeMs < day;
  } catch {
    return true;
  }
}
