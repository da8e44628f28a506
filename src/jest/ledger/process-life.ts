import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

import type { ProcessEntry } from './entries';

/**
 * When a process began, in the system's own count. Empty where the system does not tell it in a file (macOS), or
 * there is no such process.
 *
 * @internal
 */
export function processBegan(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The second field is the program's name in brackets, and may hold spaces and brackets itself.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** Whether the process with this id runs. @internal */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Whether the writer of a ledger still lives. One on another machine (a home folder may be shared) counts as alive:
 * nobody here can know.
 *
 * @internal
 */
export function isAlive({ pid, host, began }: ProcessEntry): boolean {
  if (host !== hostname()) return true;
  if (!isRunning(pid)) return false;
  return began === '' || processBegan(pid) === began;
}
