import { readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

import { Ledger } from './ledger';
import { isOutstanding } from './model-record';
import { isAlive } from './process-life';

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
 * Removes the ledgers that nobody needs any more, and the folder with the last of them. While a process of the run
 * lives they all stay: the reporter has yet to read them.
 *
 * @internal
 */
export function tidyRunDirectory(runDirectory: string, { ending = false } = {}): void {
  const ledgers = ledgersOf(runDirectory).map((ledger) => ({ ledger, content: ledger.read() }));
  const inUse = ledgers.some(
    ({ content: { owner } }) => owner && owner.pid !== process.pid && isAlive(owner),
  );
  if (inUse && !ending) return;
  for (const { ledger, content } of ledgers) {
    if (!content.models.some(isOutstanding)) quietly(() => unlinkSync(ledger.path));
  }
  quietly(() => rmdirSync(runDirectory));
}

function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // Another process of the run was quicker, or the folder is not empty yet.
  }
}
