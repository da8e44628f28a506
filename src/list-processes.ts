import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

import { groupOf } from './process-life';

/** A process of this machine. @internal */
export interface ListedProcess {
  readonly pid: number;
  /** What it was started with, in one text; empty where it is another user's. */
  readonly environment: string;
  /** The number of its process group. */
  group(): number | undefined;
}

/** The processes of this machine, as far as one may look into them. @internal */
export function listProcesses(): ListedProcess[] {
  return process.platform === 'linux' ? ofProc() : ofPs();
}

function ofProc(): ListedProcess[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const pid = Number(name);
    try {
      // Of a zombie, and of who has just ended, it is empty.
      const environment = readFileSync(`/proc/${name}/environ`, 'latin1');
      return [{ pid, environment, group: () => groupOf(pid) }];
    } catch {
      return [];
    }
  });
}

/** Where there is no `/proc`, `ps` shows the environments of one's own processes. */
function ofPs(): ListedProcess[] {
  const output = execFileSync('ps', ['-axEww', '-o', 'pid=,pgid=,command='], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return output.split('\n').map((line) => {
    const [pid, group] = line.trim().split(/\s+/, 2).map(Number);
    return { pid: pid ?? 0, environment: line, group: () => group };
  });
}
