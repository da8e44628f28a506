import { chmodSync, lstatSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';

import { ensureFolder } from '../../ensure-folder';

/**
 * Where things are kept that all workers and runs of a user share: `$XDG_CACHE_HOME/jest-operator`, or the same in
 * `~/.cache`; where that cannot be written, a folder of the user's own among the temporary ones.
 *
 * @throws the system's error where neither can be had
 * @internal
 */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const { XDG_CACHE_HOME: cache, HOME: home, TMPDIR: temp } = env;
  const base = cache && isAbsolute(cache) ? cache : join(home || homedir(), '.cache');
  try {
    return privateFolder(join(base, 'jest-operator'));
  } catch {
    return privateFolder(join(temp || tmpdir(), `jest-operator-${String(process.getuid?.() ?? 'user')}`));
  }
}

/** A folder for its owner alone: what others could put there would be deployed. @internal */
export function privateFolder(folder: string): string {
  ensureFolder(folder, 0o700);
  const { uid, mode } = lstatSync(folder);
  if (process.getuid && uid !== process.getuid()) throw new Error(`${folder} belongs to another user`);
  if (mode & 0o022) chmodSync(folder, 0o700);
  return folder;
}
