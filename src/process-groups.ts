import { setTimeout as delay } from 'node:timers/promises';

import { identify, type ProcessIdentity } from './process-life';

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

/** Kills what is left of the groups that these processes led. @internal */
export function killGroups(leaders: readonly ProcessIdentity[]): void {
  for (const { pid } of leaders.filter(isSameGroup)) signalGroup(pid, 'SIGKILL');
}

/**
 * Ends what is left of the groups that these processes led: told to end, and after a time killed.
 *
 * @param graceMs - how long they may take to tidy up
 * @internal
 */
export async function endGroups(leaders: readonly ProcessIdentity[], graceMs = 2_000): Promise<void> {
  let left = leaders.filter(isSameGroup);
  for (const { pid } of left) signalGroup(pid, 'SIGTERM');
  for (const end = Date.now() + graceMs; left.length > 0 && Date.now() < end;) {
    await delay(20);
    left = left.filter(({ pid }) => signalGroup(pid, 0));
  }
  killGroups(left);
}

/**
 * Whether a group that has this number now is the one that the process led: the number is not given away while the group
 * has a member, so that another process with it belongs to another group.
 */
function isSameGroup({ pid, host, began }: ProcessIdentity): boolean {
  const now = identify(pid);
  return now.host === host && (now.began === '' || now.began === began);
}
