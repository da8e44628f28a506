import { dirname } from 'node:path';

import { Ledger } from '../ledger/ledger';
import { ledgersOf, tidyRunDirectory } from '../ledger/tidy';
import { killDeaf, untilHeard } from './deaf';
import { againFlag, runFlag, toldFlag } from './start-reaper';
import { sweepLedger } from './sweep-ledger';

/**
 * The reaper: a process of its own (`node reaper.js LEDGER [--again] [--run] [--told]`) that waits for the death of the
 * process at the other end of its standard input, and then destroys what that one's ledger names as live.
 *
 * A process that was told to end and does not hear it, because a test never gives way to the event loop, it kills. So it
 * does with the workers of a Jest that has died.
 */
async function main(ledger: Ledger, flags: ReadonlySet<string>): Promise<void> {
  // Whatever ends the run must not end this.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ignore);
  const directory = dirname(ledger.path);
  const death = endOfInput();
  if (flags.has(toldFlag)) {
    await Promise.race([death, untilHeard(() => [ledger])]);
    killDeaf([ledger]);
  }
  await death;
  await sweepLedger(ledger, { again: flags.has(againFlag) });
  if (flags.has(runFlag)) {
    const pid = ledger.read().owner?.pid;
    const workers = () => ledgersOf(directory).filter((other) => other.read().owner?.pid !== pid);
    await untilHeard(workers);
    killDeaf(workers());
  }
  tidyRunDirectory(directory);
}

/** Comes at once where there is nothing at the other end, as for the ledger of a run that has died. */
async function endOfInput(): Promise<void> {
  const { stdin } = process;
  stdin.on('error', ignore).resume();
  // A file (`/dev/null`) ends without closing, a broken pipe closes without ending.
  await new Promise((resolve) => stdin.once('end', resolve).once('close', resolve));
}

function ignore(): void {
  // On purpose.
}

const [, , ledgerPath = '', ...flags] = process.argv;
void main(new Ledger(ledgerPath), new Set(flags)).finally(() => process.exit());
