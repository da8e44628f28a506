import type { CharmFiles } from './charm-files';
import { CharmError } from './charm-error';
import { maxDescriptionSize } from './charm-files';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Not part of a charm, and large. */
const skipped = new Set(['.git', '.tox', '.venv', 'node_modules', '__pycache__', 'build', 'venv']);

/**
 * The files of a charm's directory. Links that lead out of it are not followed.
 *
 * @internal
 */
export async function openDirectory(directory: string): Promise<CharmFiles> {
  const root = await existing(directory);
  const paths: string[] = [];
  await list(root, root, paths);
  return { paths, read: (path) => readWithin(root, path) };
}

async function existing(directory: string): Promise<string> {
  const found = await stat(directory).catch(() => undefined);
  if (found === undefined)
    throw new CharmError('', `there is no "${directory}"`, 'Give the path of a charm.');
  if (!found.isDirectory()) {
    throw new CharmError(
      '',
      `"${directory}" is not a directory`,
      'Give the directory of a charm or a .charm file.',
    );
  }
  return await realpath(directory);
}

async function list(root: string, directory: string, paths: string[]): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (skipped.has(entry.name)) continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await list(root, path, paths);
    else paths.push(relative(root, path).split(sep).join('/'));
  }
}

async function readWithin(root: string, path: string): Promise<string | undefined> {
  const real = await realpath(join(root, path)).catch(() => undefined);
  if (real === undefined) return undefined;
  if (!real.startsWith(root + sep)) {
    throw new CharmError(
      path,
      `it is a link to "${real}", outside of the charm`,
      'Put the file itself there.',
    );
  }
  const { size } = await stat(real);
  if (size > maxDescriptionSize) {
    throw new CharmError(
      path,
      `it is larger than ${maxDescriptionSize} bytes`,
      'Such a file describes a charm and is small.',
    );
  }
  return await readFile(real, 'utf8');
}
