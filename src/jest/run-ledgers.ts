import { type Clock, systemClock } from '../clock';
import { hasFolders } from './ledger/clear-folders';
import { cloudNameOf, type CloudRecord, isCloudLive } from './ledger/cloud-record';
import type { ProcessEntry } from './ledger/entries';
import { hasLive, isLive, type LedgerContent, type ModelRecord, nameOf } from './ledger/model-record';
import { isAlive } from '../process-life';
import { ledgersOf } from './ledger/tidy';
import { killDeaf } from './reaper/deaf';

/** How long folders are waited for: what cannot be removed must not hold up the end. */
const foldersMs = 5_000;

/**
 * All ledgers of a run, as the reporter sees them: those of its workers, of their predecessors that died, and of its
 * own process.
 *
 * @internal
 */
export class RunLedgers {
  readonly #directory: string;
  readonly #clock: Clock;

  constructor(directory: string, clock: Clock = systemClock) {
    this.#directory = directory;
    this.#clock = clock;
  }

  get models(): readonly ModelRecord[] {
    return this.#read().flatMap(({ models }) => models);
  }

  get clouds(): readonly CloudRecord[] {
    return this.#read().flatMap(({ clouds }) => clouds);
  }

  /** The names of the models and clouds that nobody has tried to clear away yet. */
  get live(): readonly string[] {
    return [...this.models.filter(isLive).map(nameOf), ...this.clouds.filter(isCloudLive).map(cloudNameOf)];
  }

  get skipped(): LedgerContent['skipped'] {
    return this.#read().flatMap(({ skipped }) => skipped);
  }

  get evidence(): LedgerContent['evidence'] {
    return this.#read().flatMap(({ evidence }) => evidence);
  }

  /** The folders that charms were executed in. */
  get charms(): LedgerContent['charms'] {
    return this.#read().flatMap(({ charms }) => charms);
  }

  /** The latest news of each test file. */
  get progress(): ReadonlyMap<string, string> {
    return new Map(this.#read().flatMap(({ progress }) => [...progress]));
  }

  /** Tells the workers that still have models to destroy them: Jest would just cut them off. */
  interruptWorkers(): void {
    for (const content of this.#read()) {
      if (!isToldToEnd(content)) continue;
      try {
        process.kill(content.owner.pid, 'SIGTERM');
      } catch {
        // It has ended meanwhile; its reaper takes over.
      }
    }
  }

  /**
   * Kills the workers that do not hear what they were told, a while ago. Their reapers take over.
   *
   * @returns for each the test files that it was at
   */
  killDeafWorkers(): readonly (readonly string[])[] {
    return killDeaf(ledgersOf(this.#directory).filter((ledger) => isToldToEnd(ledger.read()))).map(
      ({ models }) => [...new Set(models.filter(isUnsettled).map(({ testPath }) => testPath))],
    );
  }

  /**
   * Waits, for a bounded time, until whoever is at work on the run's models has done what can be done.
   *
   * @param options - `alsoHere`: this process is destroying models too
   */
  async settled(timeoutMs: number, { alsoHere = false } = {}): Promise<void> {
    const begunAt = this.#clock.now();
    const giveUpAt = begunAt + timeoutMs;
    const hasWork = (content: LedgerContent) =>
      hasLive(content) || (hasFolders(content) && this.#clock.now() < begunAt + foldersMs);
    const isInHand = (content: LedgerContent) => {
      const { owner, reaper } = content;
      if (!owner || !hasWork(content)) return false;
      if (owner.pid === process.pid) return alsoHere;
      return isAlive(owner) || (reaper !== undefined && isAlive(reaper));
    };
    while (this.#read().some(isInHand) && this.#clock.now() < giveUpAt) await this.#clock.sleep(100);
  }

  #read(): readonly LedgerContent[] {
    return ledgersOf(this.#directory).map((ledger) => ledger.read());
  }
}

/** Whether it is the ledger of a worker that has something to clear away. */
function isToldToEnd(content: LedgerContent): content is LedgerContent & { readonly owner: ProcessEntry } {
  const { owner } = content;
  if (!owner || owner.pid === process.pid || !isAlive(owner)) return false;
  return hasLive(content) || hasFolders(content);
}

function isUnsettled({ state }: ModelRecord): boolean {
  return state === 'intended' || state === 'created';
}
