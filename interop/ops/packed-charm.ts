import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { ZipFile } from 'yazl';

import { forms } from './charm-folder';

/** What packing leaves out of a virtual environment, and what would only make the archive larger. */
const left = /(?:^|\/)(?:__pycache__|bin|include|lib64|pip|pip-.*|setuptools|setuptools-.*)(?:\/|$)/;

/**
 * Packs a charm as charmcraft's `python` plugin does: sources, `dispatch`, and a virtual environment without its programs.
 *
 * @param renamed - what a path in the archive becomes
 */
export async function packCharm(
  sources: string,
  environment: string,
  renamed: (path: string) => string = (path) => path,
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const path of await filesOf(sources))
    zip.addFile(join(sources, path), path, await modeOf(sources, path));
  for (const path of await filesOf(environment)) {
    if (!left.test(path)) zip.addFile(join(environment, path), renamed(`venv/${path}`));
  }
  zip.addBuffer(Buffer.from(forms.venv), 'dispatch', { mode: 0o100755 });
  zip.end();
  return buffer(zip.outputStream);
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
}

async function modeOf(folder: string, path: string): Promise<{ readonly mode: number }> {
  return { mode: (await stat(join(folder, path))).mode };
}
