import fc from 'fast-check';
import type { Command } from '../../support/engine-commands';
import { arbitrarySequence, perform } from '../../support/engine-commands';
import { leftovers, orderProblems, restProblems } from '../../support/engine-invariants';
import type { Trial, TrialCharms, TrialOptions } from '../../support/engine-trial';
import { readTrialCharms, startTrial } from '../../support/engine-trial';

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
    await fc.assert(
      fc.asyncProperty(arbitrarySequence(longest), async ({ commands, ...options }) => {
        expect(await problemsOf(options, commands)).toEqual([]);
      }),
      { numRuns: sequences, ...replayed() },
    );
  },
  60_000 + sequences * 50,
);

/** What fast-check says of a failure repeats it: `JEST_OPERATOR_REPLAY='<seed> <path>'`. */
function replayed(): { readonly seed?: number; readonly path?: string } {
  const [seed, path = ''] = process.env['JEST_OPERATOR_REPLAY']?.split(' ') ?? [];
  return seed === undefined ? {} : { seed: Number(seed), path };
}

async function problemsOf(options: TrialOptions, commands: readonly Command[]): Promise<string[]> {
  const trial = startTrial(charms, options);
  try {
    for (const command of commands) await perform(trial, command);
    await settle(trial);
    const problems = [...orderProblems(trial), ...restProblems(trial)];
    if (problems.length > 0) return problems;
    await removeAll(trial);
    return [...orderProblems(trial), ...leftovers(trial)];
  } finally {
    trial.engine.stop();
  }
}

/** Everything is well again: no hook fails any more, lost agents are back, errors are resolved. */
async function settle(trial: Trial): Promise<void> {
  const { model, journal } = trial;
  journal.failures.clear();
  for (const unit of model.units()) {
    unit.agentLost = false;
    model.note('unit', unit.name);
  }
  await trial.quiet();
  while ([...model.units()].some(({ inError }) => inError)) {
    model.resolveUnits({ all: true, retry: true });
    await trial.quiet();
  }
}

async function removeAll(trial: Trial): Promise<void> {
  const { model } = trial;
  for (const name of [...model.applications.keys()]) model.destroyApplication(name, { destroyStorage: true });
  await trial.quiet();
}
