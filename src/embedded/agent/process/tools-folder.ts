import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findInPath } from './find-in-path';

/** What the hook tools are written in, the quickest to start first. @internal */
export const shims = ['perl', 'python', 'node'] as const;

/**
 * Makes the folder of the hook tools, the first one in a charm's `PATH`: one program, and a link to it by the name of each.
 *
 * @param folder - is made
 * @param names - of the tools
 * @param choice - which of the shims; the quickest that this machine can run, unless one is asked for
 * @internal
 */
export async function makeToolsFolder(
  folder: string,
  names: readonly string[],
  choice = chooseShim(),
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const program = join(folder, 'jujuc');
  const body = await readFile(join(__dirname, 'programs', choice.file));
  await writeFile(program, Buffer.concat([Buffer.from(`#!${choice.interpreter}\n`), body]));
  await chmod(program, 0o755);
  await Promise.all(names.map((name) => symlink('jujuc', join(folder, name))));
}

/** A shim, and what runs it. @internal */
export interface Shim {
  readonly file: string;
  /** As after `#!`. */
  readonly interpreter: string;
}

/** The quickest shim that this machine can run. @internal */
export function chooseShim(wanted: readonly (typeof shims)[number][] = shims): Shim {
  const perl = ['/usr/bin/perl', '/bin/perl'].find(existsSync) ?? findInPath('perl');
  if (wanted.includes('perl') && perl !== undefined) return { file: 'shim.pl', interpreter: perl };
  const python = ['/usr/bin/python3'].find(existsSync) ?? findInPath('python3');
  if (wanted.includes('python') && python !== undefined)
    return { file: 'shim.py', interpreter: `${python} -I` };
  return { file: 'shim.js', interpreter: process.execPath };
}
