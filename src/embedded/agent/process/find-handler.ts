import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
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
    const found = statSync(path);
    if (found.isDirectory()) throw problem(path, 'is a directory', 'It must be a program');
    accessSync(path, constants.X_OK);
    // Who starts programs by the C library gives them to /bin/sh, which Juju does not.
    if (found.isFile() && isTextOfNobody(path)) {
      throw problem(path, 'exec format error', 'A script begins with a line such as #!/bin/sh');
    }
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    if (code !== 'EACCES') throw error;
    throw problem(path, 'permission denied', `Make it executable in the charm: chmod +x ${name}`);
  }
}

/** Whether a file is a text that does not say whose: no system can execute it. */
function isTextOfNobody(path: string): boolean {
  const start = Buffer.alloc(128);
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const head = start.subarray(0, readSync(file, start));
    return !head.includes(0) && head.toString('latin1', 0, 2) !== '#!';
  } finally {
    closeSync(file);
  }
}

function problem(path: string, why: string, advice: string): CharmExitError {
  return new CharmExitError(`exec: "${path}": ${why}`, { code: 'not executable', advice });
}
