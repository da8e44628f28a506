import { chmod, copyFile, mkdir, readdir, readlink, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';

import { isOfTests } from '../../model/charm/of-tests';
import { fileError } from '../file-error';

const neverCopied: ReadonlySet<string> = new Set(['.git', '.bzr', '__pycache__']);

interface Copy {
  readonly source: string;
  readonly target: string;
}

/**
 * Copies a charm's folder into one that is there, without what a charm is not made of; links as they are.
 *
 * Node's own `cp` refuses a copy that lies in its original, as one below a charm's own `tmp` does.
 *
 * @throws JujuError saying which charm cannot be copied, and why
 * @internal
 */
export async function copyCharm(source: string, target: string): Promise<void> {
  try {
    await copyFolder(source, target, { source, target });
  } catch (cause) {
    throw fileError(`The charm ${source} cannot be copied`, cause);
  }
}

async function copyFolder(source: string, target: string, whole: Copy): Promise<void> {
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const { name } = entry;
    const [from, to] = [join(source, name), join(target, name)];
    if (neverCopied.has(name) || name.endsWith('.pyc') || whole.target.startsWith(`${from}/`)) continue;
    if (isOfTests(from, whole.source)) continue;
    if (entry.isSymbolicLink()) await symlink(await readlink(from), to);
    else if (entry.isFile()) await copyFile(from, to);
    else if (entry.isDirectory()) {
      await mkdir(to);
      await copyFolder(from, to, whole);
      // In a folder that its owner must not write, nothing could be rendered, nor could it be removed.
      await chmod(to, (await stat(from)).mode | 0o700);
    }
  }
}
