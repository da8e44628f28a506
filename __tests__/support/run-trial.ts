import type { Command } from './engine-commands';
import { perform } from './engine-commands';
import { leftovers, orderProblems, restProblems } from './engine-invariants';
import type { Trial } from './engine-trial';

/** Runs a sequence of commands, lets all come to rest, removes all, and says what was wrong. */
export async function problemsIn(trial: Trial, commands: readonly Command[]): Promise<string[]> {
  for (const command of commands) await perform(trial, command);
  await settle(trial);
  const problems = [...orderProblems(trial), ...errorProblems(trial), ...restProblems(trial)];
  if (problems.length > 0) return problems;
  const { model } = trial;
  for (const name of [...model.applications.keys()]) model.destroyApplication(name, { destroyStorage: true });
  await trial.quiet();
  return [...orderProblems(trial), ...leftovers(trial)];
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
  for (let turn = 0; turn < mostTurns && [...model.units()].some(({ inError }) => inError); turn += 1) {
    model.resolveUnits({ all: true, retry: true });
    await trial.quiet();
  }
}

/** More hooks than this a unit can hardly have to fail one after another. */
const mostTurns = 30;

/** A hook that always fails is a problem of the charm's. */
function errorProblems({ model }: Trial): string[] {
  return [...model.units()].flatMap(({ name, inError, workload }) =>
    inError ? [`${name} stays in error: ${workload.message}`] : [],
  );
}

/** What fast-check says of a failure repeats it: `JEST_OPERATOR_REPLAY='<seed> <path>'`. */
export function replayed(): { readonly seed?: number; readonly path?: string } {
  const [seed, path = ''] = process.env['JEST_OPERATOR_REPLAY']?.split(' ') ?? [];
  return seed === undefined ? {} : { seed: Number(seed), path };
}
