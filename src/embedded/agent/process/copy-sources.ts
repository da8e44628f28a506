import { constants, existsSync } from 'node:fs';
import { chmod, copyFile, lstat, readdir, readlink, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { RealFolders } from './real-folders';

/** What lies about where charms are written, and is no part of them. */
const skipped = new Set(['.git', '.tox', '.venv', 'node_modules', 'build']);

/**
 * Copies a charm's sources over what is there, with their modes; links stay what they are.
 *
 * @param folders - the folder to copy to
 * @returns the paths of what was copied
 * @internal
 */
export async function copySources(source: string, folders: RealFolders): Promise<string[]> {
  const paths: string[] = [];
  await copyFolder(source, folders, '', paths);
  return paths;
}

async function copyFolder(
  source: string,
  folders: RealFolders,
  below: string,
  paths: string[],
): Promise<void> {
  await folders.make(below);
  for (const name of (await readdir(join(source, below))).toSorted()) {
    const path = below === '' ? name : `${below}/${name}`;
    if (below === '' ? isSkipped(source, name) : name === '.git') continue;
    const stats = await lstat(join(source, path));
    paths.push(path);
    const from = join(source, path);
    if (stats.isDirectory()) await copyFolder(source, folders, path, paths);
    else if (stats.isSymbolicLink()) await symlink(await readlink(from), await folders.place(path));
    else if (stats.isFile()) await copyOne(from, await folders.place(path), stats.mode);
  }
}

/** A `venv` is somebody's environment, and no part of the charm, unless it is flat, as charmcraft packs it. */
function isSkipped(source: string, name: string): boolean {
  if (name === 'venv') return existsSync(join(source, 'venv/pyvenv.cfg'));
  return skipped.has(name) || name.endsWith('.charm');
}

async function copyOne(from: string, to: string, mode: number): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL);
  // Whoever may not write to the sources must still be able to replace the copy.
  await chmod(to, (mode & 0o777) | 0o200);
}
