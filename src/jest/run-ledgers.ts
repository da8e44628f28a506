import { type Clock, systemClock } from '../clock';
import type { CloudRecord } from './ledger/cloud-record';
import { hasLive, isLive, type LedgerContent, type ModelRecord } from './ledger/model-record';
import { isAlive } from '../process-life';
import { ledgersOf } from './ledger/tidy';

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

  /** The models that nobody has tried to destroy yet. */
  get live(): readonly ModelRecord[] {
    return this.models.filter(isLive);
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
      const { owner } = content;
      if (!owner || owner.pid === process.pid || !hasLive(content) || !isAlive(owner)) continue;
      try {
        process.kill(owner.pid, 'SIGTERM');
      } catch {
        // It has ended meanwhile; its reaper takes over.
      }
    }
  }

  /**
   * Waits, for a bounded time, until whoever is at work on the run's models has done what can be done.
   *
   * @param options - `alsoHere`: this process is destroying models too
   */
  async settled(timeoutMs: number, { alsoHere = false } = {}): Promise<void> {
    const giveUpAt = this.#clock.now() + timeoutMs;
    const isInHand = (content: LedgerContent) => {
      const { owner, reaper } = content;
      if (!hasLive(content) || !owner) return false;
      if (owner.pid === process.pid) return alsoHere;
      return isAlive(owner) || (reaper !== undefined && isAlive(reaper));
    };
    while (this.#read().some(isInHand) && this.#clock.now() < giveUpAt) await this.#clock.sleep(100);
  }

  #read(): readonly LedgerContent[] {
    return ledgersOf(this.#directory).map((ledger) => ledger.read());
  }
}
