import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** How long what is told to end may take for it. */
const graceMs = 1_000;
const pollMs = 10;

/**
 * Ends all processes of a group: SIGTERM, and after a second SIGKILL.
 *
 * @param leader - id of the group, which is that of the process it was made for
 * @internal
 */
export async function endGroup(leader: number): Promise<void> {
  if (!signalGroup(leader, 'SIGTERM')) return;
  if (await hasEnded(leader, graceMs)) return;
  signalGroup(leader, 'SIGKILL');
  await hasEnded(leader, graceMs);
}

/** Sends a signal to a group. @returns whether anybody was there @internal */
export function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, signal);
  } catch (error) {
    // macOS says EPERM of a group of which only the dead are left.
    if (['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

async function hasEnded(leader: number, patienceMs: number): Promise<boolean> {
  for (const end = Date.now() + patienceMs; Date.now() < end;) {
    if (!signalGroup(leader, 0) || areZombies(leader)) return true;
    await delay(pollMs);
  }
  return false;
}

/** Nobody may be there to bury the dead of a container, and a signal still finds them. */
function areZombies(leader: number): boolean {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return !pids.some((pid) => isLiving(pid, leader));
  } catch {
    return false;
  }
}

function isLiving(pid: string, leader: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(group) === leader && !'ZX'.includes(state);
  } catch {
    return false;
  }
}
