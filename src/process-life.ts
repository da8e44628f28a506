import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Which process it is, among all that ever had its id.
 *
 * @internal
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** When it began, in the system's own count; empty where the system does not tell it in a file (macOS). */
  readonly began: string;
  /** When it was seen first. */
  readonly at: string;
}

/** After this time nobody waits any more for a process of another machine. */
const strangersLifeMs = 48 * 60 * 60 * 1000;

/** @internal */
export function identify(pid: number): ProcessIdentity {
  return { pid, host: hostname(), began: statOf(pid)?.began ?? '', at: new Date().toISOString() };
}

/**
 * Whether the process still lives. One on another machine (a home folder may be shared, a container has a name of its
 * own) counts as alive for two days: nobody here can know.
 *
 * @internal
 */
export function isAlive({ pid, host, began, at }: ProcessIdentity): boolean {
  if (host !== hostname()) return Date.now() - Date.parse(at) < strangersLifeMs;
  if (!isRunning(pid)) return false;
  const stat = statOf(pid);
  // A zombie is dead; in a container there is often nobody to bury it.
  return stat === undefined || (stat.began === began && !'ZX'.includes(stat.state));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The number of its process group, where the system tells it in a file. @internal */
export function groupOf(pid: number): number | undefined {
  return statOf(pid)?.group;
}

interface Stat {
  readonly state: string;
  readonly group: number;
  readonly began: string;
}

/** What Linux tells of a process. */
function statOf(pid: number): Stat | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The second field is the program's name in brackets, and may hold spaces and brackets itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', group: Number(fields[2]), began: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}
