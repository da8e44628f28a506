import { countOf } from '../../count-of';
import type { LedgerEntry } from '../ledger/entries';

/** @internal */
export type SkippedTest = Omit<Extract<LedgerEntry, { type: 'skipped' }>, 'type' | 'testPath'>;

/**
 * Which tests of a file did not run, and why; nothing when all ran.
 *
 * @internal
 */
export function skipReport(file: string, skipped: readonly SkippedTest[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { test, reason } of skipped) byReason.set(reason, [...(byReason.get(reason) ?? []), test]);
  return [...byReason].flatMap(([reason, tests]) => [
    `${file}: ${countOf(tests.length, 'test')} skipped, because ${reason}:`,
    ...tests.map((test) => `  ○ ${test}`),
  ]);
}
