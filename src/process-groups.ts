import { setTimeout as delay } from 'node:timers/promises';

import { listProcesses } from './list-processes';
import { identify, type ProcessIdentity } from './process-life';

/** A process group, by the process that led it when it was made. @internal */
export interface GroupIdentity extends ProcessIdentity {
  /** What its members have in their environment, `NAME=value`, and nobody else has. */
  readonly mark?: string;
}

/**
 * Sends a signal to every process of a group.
 *
 * @returns whether there was somebody to hear it
 * @internal
 */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    // Nobody of the group is left.
    return false;
  }
}

/** Kills what is left of the groups that are known to be those. @internal */
export function killGroups(groups: readonly GroupIdentity[]): void {
  for (const { pid } of groups.filter(isSameGroup)) signalGroup(pid, 'SIGKILL');
}

/**
 * Ends what is left of the groups that are known to be those: told to end, and after a time killed.
 *
 * @param graceMs - how long they may take to tidy up
 * @internal
 */
export async function endGroups(groups: readonly GroupIdentity[], graceMs = 2_000): Promise<void> {
  let left = groups.filter(isSameGroup);
  for (const { pid } of left) signalGroup(pid, 'SIGTERM');
  for (const end = Date.now() + graceMs; left.length > 0 && Date.now() < end;) {
    await delay(20);
    left = left.filter(({ pid }) => signalGroup(pid, 0));
  }
  // Not asked again who they are: their leaders may have gone, and the numbers are not given away while a member is there.
  for (const { pid } of left) signalGroup(pid, 'SIGKILL');
}

/**
 * Whether a group that has this number now is that one: its leader is still there, or a member with the mark. Any other
 * may be somebody else's, to whom the number was given later; rather a descendant of ours stays than that it is killed.
 */
function isSameGroup(group: GroupIdentity): boolean {
  const { pid, host, began } = group;
  const now = identify(pid);
  if (now.host !== host || !signalGroup(pid, 0)) return false;
  // A leader that is a zombie is told of, too.
  if (now.began !== '') return now.began === began;
  return hasMarkedMember(group);
}

function hasMarkedMember({ pid, mark }: GroupIdentity): boolean {
  if (mark === undefined) return false;
  return listProcesses().some(
    (one) => one.pid !== process.pid && one.environment.includes(mark) && one.group() === pid,
  );
}
