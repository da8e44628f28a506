import { plainProcesses } from './plain-processes';
import { join } from 'node:path';
import { readCharmArchive } from '../../src/embedded/charm/read-charm';
import { Engine } from '../../src/embedded/engine/engine';
import { localCharm } from '../../src/model/charm/local-charm';
import { newState } from './embedded-domain';
import { JournalAgents } from './engine-journal';
import type { Trial, TrialCharms, TrialOptions } from './engine-trial';
import { quiet } from './engine-trial';
import { runCharms } from './executed-charms';

/** The charms of a trial that is run in processes: one, under several names. */
export async function readProcessCharms(): Promise<TrialCharms> {
  const { archive } = await localCharm(join(runCharms, 'teller'), '/');
  const teller = { ...(await readCharmArchive(archive)), archive };
  return { web: teller, database: teller };
}

/** A trial whose charms run in processes. */
export interface ProcessTrial extends Trial {
  /** Where they run. */
  readonly folder: string | undefined;
  close(): Promise<void>;
}

export function startProcessTrial(
  charms: TrialCharms,
  { series, seed }: Pick<TrialOptions, 'seed' | 'series'>,
): ProcessTrial {
  const state = newState(series);
  const processes = plainProcesses(series);
  const journal = new JournalAgents(processes);
  const engine = new Engine(state, journal, { timeScale: Number.POSITIVE_INFINITY, seed });
  engine.start();
  const config = { 'automatically-retry-hooks': false, 'update-status-hook-interval': '60m' };
  const model = state.addModel({ name: 'trial', owner: 'admin', config });
  return {
    ...{ state, engine, model, journal, charms, said: new Map(), titles: new Map() },
    pairs: [
      ['web:backend', 'database:db'],
      ['other:backend', 'web:db'],
    ],
    quiet: () => quiet(state, journal),
    get folder() {
      return processes.folder;
    },
    async close() {
      engine.stop();
      await processes.close();
    },
  };
}
