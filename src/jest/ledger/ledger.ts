import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';

import type { LedgerEntry } from './entries';
import { foldEntries, type LedgerContent } from './model-record';
import { identify } from '../../process-life';

/** What could not be written, by the ledgers' paths: this process alone knows it, until there is room. */
const unwritten = new Map<string, LedgerEntry[]>();

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

  /** The ledger of the main thread of another process. */
  static ofProcess(runDirectory: string, pid: number): Ledger {
    return new Ledger(join(runDirectory, `${String(pid)}-0.jsonl`));
  }

  /** Makes the file, so that it is seen who is at work. */
  begin(): void {
    if (!existsSync(this.path)) this.#write([thisProcess()], false);
  }

  /**
   * @param options - `durable`: wait until it is on the disk, so that it survives a crash of the machine too
   */
  append(entry: LedgerEntry, { durable = false } = {}): void {
    // Of a ledger that has gone, nobody needs to know any more.
    if (!existsSync(this.path)) unwritten.delete(this.path);
    this.#write([...(unwritten.get(this.path) ?? []), entry], durable);
    unwritten.delete(this.path);
  }

  /**
   * Appends an entry that must not be lost to a full disk: where it cannot be written, this process keeps it, and writes
   * it before the next one.
   *
   * @returns why it could not be written
   */
  note(entry: LedgerEntry): Error | undefined {
    try {
      this.append(entry);
      return undefined;
    } catch (error) {
      unwritten.set(this.path, [...(unwritten.get(this.path) ?? []), entry]);
      return error as Error;
    }
  }

  #write(entries: readonly LedgerEntry[], durable: boolean): void {
    const file = openSync(this.path, 'a', 0o600);
    try {
      // Not where there was no file: on a full disk one is made, and stays empty. Without its process a ledger is a dead
      // one's, of which others clear away what is in use.
      const { size } = fstatSync(file);
      const lines = size === 0 ? [thisProcess(), ...entries] : entries;
      // The line break goes first: a line that its writer's death has torn then spoils no other.
      // Not `writeSync`: that may write a part, and be content.
      writeFileSync(file, lines.map((line) => `\n${JSON.stringify(line)}`).join(''));
      if (durable) fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  /** What the ledger says now; nothing when there is none. */
  read(): LedgerContent {
    if (!existsSync(this.path)) return foldEntries([]);
    const written = parseLines(readFileSync(this.path, 'utf8'));
    return foldEntries([...written, ...(unwritten.get(this.path) ?? [])]);
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
