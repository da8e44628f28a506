import fc from 'fast-check';
import { arbitrarySequence } from '../../support/engine-commands';
import type { TrialCharms } from '../../support/engine-trial';
import { readTrialCharms, startTrial } from '../../support/engine-trial';
import { problemsIn, replayed } from '../../support/run-trial';

/** More of them: `JEST_OPERATOR_SEQUENCES=20000 npx jest random-commands`. */
const sequences = Number(process.env['JEST_OPERATOR_SEQUENCES'] ?? 1_000);

/** Longer ones where there is time for more of them. */
const longest = sequences > 1_000 ? 30 : 14;

let charms: Record<'caas' | 'iaas', TrialCharms>;

beforeAll(async () => {
  charms = await readTrialCharms();
});

test(
  `${String(sequences)} random sequences of an operator’s commands keep the order, come to rest, and leave nothing`,
  async () => {
    expect.hasAssertions();
    await fc.assert(
      fc.asyncProperty(arbitrarySequence(longest), async ({ commands, ...options }) => {
        const trial = startTrial(charms, options);
        try {
          expect(await problemsIn(trial, commands)).toEqual([]);
        } finally {
          trial.engine.stop();
        }
      }),
      { numRuns: sequences, ...replayed() },
    );
  },
  60_000 + sequences * 100,
);
