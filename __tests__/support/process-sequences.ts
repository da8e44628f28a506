import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { processesOf } from '../../src/processes-of-folder';
import { type Command, arbitraryRunningSequence } from './engine-commands';
import type { TrialCharms, TrialOptions } from './engine-trial';
import { readProcessCharms, startProcessTrial } from './process-trial';
import { problemsIn, replayed } from './run-trial';

/**
 * How many random sequences to run in processes, each of which costs a second of a processor. Others:
 * `JEST_OPERATOR_PROCESS_SEQUENCES=200 npm run test:slow -- random-commands-in-processes`.
 */
export const processSequences = (usual: number): number =>
  Number(process.env['JEST_OPERATOR_PROCESS_SEQUENCES'] ?? usual);

/** Runs random sequences of commands on charms in processes; rejects with the first that leaves a problem. */
export async function checkProcessSequences(sequences: number): Promise<void> {
  const charms = await readProcessCharms();
  await fc.assert(
    fc.asyncProperty(arbitraryRunningSequence(9), async ({ commands, series, seed }) => {
      const problems = await problemsInProcesses(charms, commands, { series, seed });
      if (problems.length > 0) throw new Error(problems.join('\n'));
    }),
    // Each takes a while: what failed is told as it is, and not made shorter.
    { numRuns: sequences, endOnFailure: true, ...replayed() },
  );
}

async function problemsInProcesses(
  charms: TrialCharms,
  commands: readonly Command[],
  options: Pick<TrialOptions, 'seed' | 'series'>,
): Promise<string[]> {
  const trial = startProcessTrial(charms, options);
  try {
    const problems = await problemsIn(trial, commands);
    const folder = trial.folder ?? '';
    // At rest nothing runs, though the engine is still there.
    const running = folder === '' ? [] : processesOf(folder);
    await trial.close();
    return [
      ...problems,
      ...running.map((pid) => `the process ${String(pid)} runs still`),
      ...(existsSync(folder) ? [`the folder ${folder} is still there`] : []),
    ];
  } finally {
    await trial.close();
  }
}
