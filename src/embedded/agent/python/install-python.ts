import { lstat, mkdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { findInPath } from '../process/find-in-path';
import type { RealFolders } from '../process/real-folders';
import type { PythonPlan } from './plan-python';

/**
 * Puts the interpreter of a charm where its `dispatch` looks for it: as `venv/bin/python`. Sources see the virtual
 * environment of their project as their `venv`; a packed charm keeps its own, with a link as `dispatch` itself would make
 * it, but to the interpreter rather than to a shim that looks for one.
 *
 * @param folders - that of a unit's charm
 * @returns the paths of what was made, relative to it
 * @internal
 */
export async function installPython(
  folders: RealFolders,
  { charm, interpreter }: PythonPlan,
): Promise<string[]> {
  if (charm.form.by !== 'venv') return [];
  const { baseExecutable, prefix, basePrefix } = interpreter;
  if (charm.packed === undefined && prefix !== basePrefix) return link(folders, 'venv', prefix);
  const made = await link(folders, 'venv/bin/python', baseExecutable);
  await pointHome(folders, dirname(baseExecutable));
  return made;
}

/** A packed environment says where the Python was that it was made with. */
async function pointHome(folders: RealFolders, home: string): Promise<void> {
  if ((await folders.find('venv/pyvenv.cfg'))?.isFile() !== true) return;
  const config = join(folders.top, 'venv/pyvenv.cfg');
  const text = await readFile(config, 'utf8');
  const pointed = text.replace(/^home *=.*$/m, () => `home = ${home}`);
  if (pointed !== text) await writeFile(config, pointed);
}

/** A link that leads there already, or nowhere, is made anew; what is no link is the charm's own. */
async function link(folders: RealFolders, name: string, target: string): Promise<string[]> {
  const path = join(folders.top, name);
  const present = await lstat(path).catch(() => undefined);
  if (present !== undefined && !present.isSymbolicLink()) return [];
  // Beyond a link, to an environment of somebody's.
  if (present !== undefined && (await folders.find(name)) === undefined) return [];
  if (present !== undefined && (await readlink(path)) === target) return [name];
  await symlink(target, await folders.place(name));
  return [name];
}

/**
 * Makes a folder for `PATH` in which the name that a charm's program asks for leads to its interpreter, where `PATH` alone
 * would lead to another one, or to a shim.
 *
 * @internal
 */
export async function linkCommand(folder: string, { charm, interpreter }: PythonPlan): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const name = /^#! *\/usr\/bin\/env +(python[\d.]*)/.exec(charm.sources[charm.form.entry] ?? '')?.[1];
  const { baseExecutable } = interpreter;
  if (charm.form.by !== 'shebang' || name === undefined || findInPath(name) === baseExecutable) return;
  await mkdir(folder, { recursive: true });
  await symlink(baseExecutable, join(folder, name));
}
