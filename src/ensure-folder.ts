import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder, and those above it, where it is not there yet.
 *
 * Node's own recursive `mkdir` never returns for a folder below one like `/proc`, which lets nothing be made in it and
 * says that there is no such folder.
 *
 * @param mode - of the folders that are made
 * @throws the system's error
 * @internal
 */
export function ensureFolder(path: string, mode = 0o777): void {
  const above = dirname(path);
  if (above !== path && !existsSync(above)) ensureFolder(above, mode);
  try {
    mkdirSync(path, mode);
  } catch (error) {
    // It may be somebody else's at the same moment. A file system that must not be written may say so first.
    if (!isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
