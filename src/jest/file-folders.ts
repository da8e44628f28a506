import type { LedgerEntry } from './ledger/entries';
import { processLedger } from './ledger/process-ledger';

/**
 * The temporary folders of a test file, as the ledger has them: whoever clears away after a process that has died removes
 * them, unless something has failed in the file. Then its user wants to look into them.
 *
 * @internal
 */
export class FileFolders {
  readonly #testPath: string;
  readonly #hasFailed: () => boolean;
  #isNoted = false;
  #isAnyMade = false;

  constructor(testPath: string, hasFailed: () => boolean) {
    this.#testPath = testPath;
    this.#hasFailed = hasFailed;
  }

  made(path: string): void {
    this.#isAnyMade = true;
    this.#note({ type: 'folder', path, testPath: this.#testPath });
    this.noteFailures();
  }

  /** To be called when that may have changed whether something has failed. */
  noteFailures(): void {
    const failed = this.#hasFailed();
    if (!this.#isAnyMade || failed === this.#isNoted) return;
    this.#isNoted = failed;
    this.#note({ type: 'file failed', testPath: this.#testPath, failed });
  }

  /** A folder that would stay is no reason for a test to fail. */
  #note(entry: LedgerEntry): void {
    try {
      processLedger().note(entry);
    } catch {
      // There is no place for a ledger, and without it no model: the file says so.
    }
  }
}
