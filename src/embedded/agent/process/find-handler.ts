import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { CharmExitError } from '../unit-agent';

/** What runs a hook or an action. @internal */
export interface Handler {
  readonly path: string;
  /** Juju's words for what kind it is. */
  readonly via: string;
}

/**
 * Finds what runs a hook or an action, as Juju's agent does: `dispatch` for all, or a file of its name.
 *
 * @param charmDir - the charm's folder
 * @param path - `hooks/install`, `actions/backup`
 * @returns `undefined` where the charm has none, which is no mistake
 * @throws CharmExitError where there is one that cannot be executed
 * @internal
 */
export function findHandler(charmDir: string, path: string): Handler | undefined {
  if (isExecutable(charmDir, 'dispatch'))
    return { path: join(charmDir, 'dispatch'), via: 'hook dispatching script: dispatch' };
  if (isExecutable(charmDir, path))
    return { path: join(charmDir, path), via: 'explicit, bespoke hook script' };
  return undefined;
}

function isExecutable(charmDir: string, name: string): boolean {
  const path = join(charmDir, name);
  try {
    if (statSync(path).isDirectory()) throw problem(path, 'is a directory', 'It must be a program');
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    if (code !== 'EACCES') throw error;
    throw problem(path, 'permission denied', `Make it executable in the charm: chmod +x ${name}`);
  }
}

function problem(path: string, why: string, advice: string): CharmExitError {
  return new CharmExitError(`exec: "${path}": ${why}`, { code: 'not executable', advice });
}
