import { systemClock } from '../../clock';
import { isAlive } from '../../process-life';
import type { ProcessEntry } from '../ledger/entries';
import type { Ledger } from '../ledger/ledger';
import type { LedgerContent } from '../ledger/model-record';

/**
 * How long a process that was told to end may take to note that it has heard it. One that takes longer is held by code that
 * does not give way to the event loop, in which handlers of signals run.
 *
 * @internal
 */
export const deafMs = 5_000;

/** Waits, for as long as that may take, until all processes that were told to end have noted that they heard it. @internal */
export async function untilHeard(ledgers: () => readonly Ledger[]): Promise<void> {
  const giveUpAt = systemClock.now() + deafMs;
  while (ledgers().some((ledger) => isUnheard(ledger.read())) && systemClock.now() < giveUpAt) {
    await systemClock.sleep(100);
  }
}

/**
 * Kills processes that were told to end, a while ago, and have not heard it. Their reapers clear away what they have made.
 *
 * @returns what was in the ledgers of those that were killed
 * @internal
 */
export function killDeaf(ledgers: readonly Ledger[]): readonly LedgerContent[] {
  return ledgers
    .map((ledger) => ledger.read())
    .filter(isUnheard)
    .filter(({ owner }) => {
      try {
        return process.kill(owner.pid, 'SIGKILL');
      } catch {
        // It has ended meanwhile, or lives on another machine.
        return false;
      }
    });
}

function isUnheard(content: LedgerContent): content is LedgerContent & { readonly owner: ProcessEntry } {
  const { owner, isInterrupted } = content;
  return owner !== undefined && !isInterrupted && owner.pid !== process.pid && isAlive(owner);
}
