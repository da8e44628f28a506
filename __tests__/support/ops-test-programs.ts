import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** One of the programs in fixtures/bin. */
export const program = (name: string): string => resolve(__dirname, '../../fixtures/bin', name);

/** Whether a process is there; one that has ended but was not yet collected by its parent is not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !isZombie(pid);
}

/** Only Linux tells; elsewhere the collector is quick. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

/** The ids that a program wrote to a file as lines of `word id`, once there are so many. */
export async function writtenIds(path: string, count: number): Promise<number[]> {
  for (;;) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const ids = [...text.matchAll(/^\w+ (\d+)\n/gm)].map(([, id]) => Number(id));
    if (ids.length >= count) return ids;
    await delay(10);
  }
}
