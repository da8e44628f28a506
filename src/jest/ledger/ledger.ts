import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';

import type { LedgerEntry } from './entries';
import { foldEntries, type LedgerContent } from './model-record';
import { identify } from '../../process-life';

/**
 * The ledger of one process: what it made, in a file that outlives it.
 *
 * Entries are written at once and synchronously: what is in the kernel's hands survives the death of the process.
 *
 * @internal
 */
export class Ledger {
  constructor(readonly path: string) {}

  /** The ledger of this process (or worker thread) in a run's folder. */
  static ofThisProcess(runDirectory: string): Ledger {
    return new Ledger(join(runDirectory, `${String(process.pid)}-${String(threadId)}.jsonl`));
  }

  /** Makes the file, so that it is seen who is at work. */
  begin(): void {
    if (!existsSync(this.path)) this.#write([thisProcess()], false);
  }

  /**
   * @param options - `durable`: wait until it is on the disk, so that it survives a crash of the machine too
   */
  append(entry: LedgerEntry, { durable = false } = {}): void {
    this.#write(existsSync(this.path) ? [entry] : [thisProcess(), entry], durable);
  }

  #write(entries: readonly LedgerEntry[], durable: boolean): void {
    const file = openSync(this.path, 'a', 0o600);
    try {
      // The line break goes first: a line that its writer's death has torn then spoils no other.
      writeSync(file, entries.map((line) => `\n${JSON.stringify(line)}`).join(''));
      if (durable) fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  /** What the ledger says now; nothing when there is none. */
  read(): LedgerContent {
    return foldEntries(existsSync(this.path) ? parseLines(readFileSync(this.path, 'utf8')) : []);
  }
}

function thisProcess(): LedgerEntry {
  return { type: 'process', ...identify(process.pid) };
}

/** The last line may be torn, by a full disk or by the death of its writer. */
function parseLines(text: string): LedgerEntry[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line ? [JSON.parse(line) as LedgerEntry] : [];
    } catch {
      return [];
    }
  });
}
