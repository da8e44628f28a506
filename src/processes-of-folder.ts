import { setTimeout as delay } from 'node:timers/promises';

import { listProcesses } from './list-processes';

/** What the processes of charms have in their environment, and so have their children: `CHARM_DIR=<folder>/…`. */
const variable = 'JUJU_CHARM_DIR';

/**
 * Ids of the living processes that were started for a charm below a folder, also of those that have gone out of their
 * process group.
 *
 * @internal
 */
export function processesOf(folder: string): number[] {
  const mark = `${variable}=${folder}/`;
  return listProcesses()
    .filter(({ pid, environment }) => pid !== process.pid && environment.includes(mark))
    .map(({ pid }) => pid);
}

/**
 * Ends these processes: told to end, and after a time killed.
 *
 * @param graceMs - how long they may take for it; 0 for no time at all
 * @internal
 */
export async function endProcessesOf(folder: string, graceMs = 1_000): Promise<void> {
  const told = new Set<number>();
  for (const end = Date.now() + graceMs; Date.now() < end;) {
    const left = processesOf(folder);
    if (left.length === 0) return;
    for (const pid of left.filter((one) => !told.has(one))) send(pid, 'SIGTERM');
    for (const pid of left) told.add(pid);
    await delay(10);
  }
  killProcessesOf(folder);
}

/** Kills these processes, those too that come while it kills. @internal */
export function killProcessesOf(folder: string): void {
  for (let turn = 0; turn < 10; turn += 1) {
    const left = processesOf(folder);
    if (left.length === 0) return;
    for (const pid of left) send(pid, 'SIGKILL');
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has just ended, or is another user's.
  }
}
