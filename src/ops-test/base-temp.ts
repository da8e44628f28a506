import { realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { programPath } from './program-path';

/** @internal */
export interface BaseTemp {
  readonly path: string;
  /** Whether the user named the place: then what is in it is the user's to remove. */
  readonly named: boolean;
  /** What names the place, for messages. */
  readonly origin: string;
}

/**
 * Where temporary folders are made: the option `baseTemp`, else `$TOX_ENV_DIR/tmp/jest`, else a folder in the user's
 * home where `juju` is a snap, else the system's own.
 *
 * A strictly confined snap sees neither the system's temporary folder nor hidden folders of a home.
 *
 * @internal
 */
export function baseTemp(option: string | undefined, rootDir: string, env: NodeJS.ProcessEnv): BaseTemp {
  if (option !== undefined)
    return { path: resolve(rootDir, option), named: true, origin: 'the option baseTemp' };
  if (env['TOX_ENV_DIR']) {
    return { path: resolve(env['TOX_ENV_DIR'], 'tmp', 'jest'), named: true, origin: 'TOX_ENV_DIR' };
  }
  if (isSnap(programPath('juju', env))) {
    const home = env['HOME'] || homedir();
    return { path: join(home, 'jest-operator-tmp'), named: false, origin: 'HOME, as juju is a snap' };
  }
  return { path: tmpdir(), named: false, origin: 'the system (TMPDIR)' };
}

/** Below the folder that snapd puts its programs in, or a link to `snap` itself, by which it starts them. */
function isSnap(path: string | undefined): boolean {
  if (path === undefined) return false;
  return /\/snap\/bin\//.test(path) || realpathSync(path).endsWith('/bin/snap');
}
