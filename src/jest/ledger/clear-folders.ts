import { existsSync } from 'node:fs';

import { killGroups } from '../../process-groups';
import { killProcessesOf } from '../../processes-of-folder';
import { removeFolderSync } from '../../remove-folder';
import type { LedgerContent } from './model-record';

/**
 * Clears away what a process that has died has left on this machine: its folders, the commands that it ran, and the
 * processes of charms that it executed, wherever they have gone.
 *
 * @internal
 */
export function clearFolders({ folders, charms, groups }: LedgerContent): void {
  killGroups(groups);
  for (const { path } of charms) killProcessesOf(path);
  const kept = charms.flatMap(({ path, kept: isKept }) => (isKept ? [] : [path]));
  for (const path of [...folders, ...kept]) removeFolder(path);
}

/** Whether something of it is still there. @internal */
export function hasFolders({ folders, charms }: LedgerContent): boolean {
  return (
    folders.some((path) => existsSync(path)) || charms.some(({ path, kept }) => !kept && existsSync(path))
  );
}

function removeFolder(path: string): void {
  try {
    removeFolderSync(path);
  } catch {
    // Another process of the run was quicker, or it is not ours to remove; the next run tries again.
  }
}
