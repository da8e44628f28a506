import { lstatSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

const usual = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin', '/snap/bin'];

/**
 * Where host commands are on this machine, each with the program to have in its place; one that is not here at all is
 * put into /usr/bin, so that a charm finds it as it would find it on its own machine.
 *
 * @internal
 */
export function guardPaths(
  names: readonly string[],
  program: string,
  path = process.env['PATH'] ?? '',
): Map<string, string> {
  const folders = realFolders([...usual, ...path.split(':').filter((folder) => folder.startsWith('/'))]);
  const guards = new Map<string, string>();
  for (const name of names) {
    const found = folders.map((folder) => join(folder, name)).filter(exists);
    for (const at of found.length === 0 ? [`/usr/bin/${name}`] : found) guards.set(at, program);
  }
  return guards;
}

function realFolders(folders: readonly string[]): string[] {
  const real = folders.flatMap((folder) => {
    try {
      return [realpathSync(folder)];
    } catch {
      return [];
    }
  });
  return [...new Set(real)];
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
