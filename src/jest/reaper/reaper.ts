import { dirname } from 'node:path';

import { Ledger } from '../ledger/ledger';
import { tidyRunDirectory } from '../ledger/tidy';
import { againFlag } from './start-reaper';
import { sweepLedger } from './sweep-ledger';

/**
 * The reaper: a process of its own (`node reaper.js LEDGER [--again]`) that waits for the death of the process at the other end
 * of its standard input, and then destroys what that one's ledger names as live.
 */
async function main(ledgerPath: string, again: boolean): Promise<void> {
  // Whatever ends the run must not end this.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ignore);
  await endOfInput();
  const ledger = new Ledger(ledgerPath);
  await sweepLedger(ledger, { again });
  tidyRunDirectory(dirname(ledger.path));
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

void main(process.argv[2] ?? '', process.argv.includes(againFlag)).finally(() => process.exit());
