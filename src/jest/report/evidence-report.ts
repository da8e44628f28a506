import { relative } from 'node:path';

import type { LedgerEntry } from '../ledger/entries';

/** @internal */
export type EvidenceFolder = Omit<Extract<LedgerEntry, { type: 'evidence' }>, 'type' | 'testPath'>;

/** Where to look for what was kept of a file's failures; nothing when nothing has failed. @internal */
export function evidenceReport(file: string, evidence: readonly EvidenceFolder[]): string[] {
  if (evidence.length === 0) return [];
  const lines = evidence.map(({ test, folder }) => `  ✕ ${test}: ${relative(process.cwd(), folder)}`);
  return [`${file}: what was there when it failed:`, ...lines];
}
