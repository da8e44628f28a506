import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { processesOf } from '../../../../src/processes-of-folder';
import { arbitrarySequence } from '../../../support/engine-commands';
import { readProcessCharms, startProcessTrial } from '../../../support/process-trial';
import { problemsIn, replayed } from '../../../support/run-trial';

/** More of them: `JEST_OPERATOR_PROCESS_SEQUENCES=200 npx jest random-commands-in-processes`. */
const sequences = Number(process.env['JEST_OPERATOR_PROCESS_SEQUENCES'] ?? 4);

test(
  `${String(sequences)} random sequences of commands on charms in processes leave no process and no folder`,
  async () => {
    expect.hasAssertions();
    const charms = await readProcessCharms();
    await fc.assert(
      fc.asyncProperty(arbitrarySequence(9), async ({ commands, series, seed }) => {
        const trial = startProcessTrial(charms, { series, seed });
        try {
          expect(await problemsIn(trial, commands)).toEqual([]);
          const folder = trial.folder ?? '';
          // At rest nothing runs, though the engine is still there.
          expect(folder === '' ? [] : processesOf(folder)).toEqual([]);
          await trial.close();
          expect(existsSync(folder)).toBe(false);
        } finally {
          await trial.close();
        }
      }),
      // Each takes a while: what failed is told as it is, and not made shorter.
      { numRuns: sequences, endOnFailure: true, ...replayed() },
    );
  },
  60_000 + sequences * 10_000,
);
