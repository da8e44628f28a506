import { existsSync } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What lies about where charms are written, and is no part of them. */
const skipped = new Set(['.git', '.tox', '.venv', 'node_modules', 'build']);

/**
 * Copies a charm's sources over what is there, with their modes; links stay what they are.
 *
 * @returns the paths of what was copied
 * @internal
 */
export async function copySources(source: string, folder: string): Promise<string[]> {
  const paths: string[] = [];
  await copyFolder(source, folder, '', paths);
  return paths;
}

async function copyFolder(source: string, folder: string, below: string, paths: string[]): Promise<void> {
  await mkdir(join(folder, below), { recursive: true });
  for (const name of (await readdir(join(source, below))).toSorted()) {
    const path = below === '' ? name : `${below}/${name}`;
    if (below === '' ? isSkipped(source, name) : name === '.git') continue;
    const stats = await lstat(join(source, path));
    paths.push(path);
    if (stats.isDirectory()) await copyFolder(source, folder, path, paths);
    else if (stats.isSymbolicLink()) await copyLink(join(source, path), join(folder, path));
    else if (stats.isFile()) await copyOne(join(source, path), join(folder, path), stats.mode);
  }
}

/** A `venv` is somebody's environment, and no part of the charm, unless it is flat, as charmcraft packs it. */
function isSkipped(source: string, name: string): boolean {
  if (name === 'venv') return existsSync(join(source, 'venv/pyvenv.cfg'));
  return skipped.has(name) || name.endsWith('.charm');
}

async function copyOne(from: string, to: string, mode: number): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await copyFile(from, to);
  // Whoever may not write to the sources must still be able to replace the copy.
  await chmod(to, (mode & 0o777) | 0o200);
}

async function copyLink(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rm(to, { recursive: true, force: true });
  await symlink(await readlink(from), to);
}
