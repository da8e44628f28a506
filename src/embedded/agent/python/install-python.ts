import { existsSync } from 'node:fs';
import { lstat, mkdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { findInPath } from '../process/find-in-path';
import type { PythonPlan } from './plan-python';

/**
 * Puts the interpreter of a charm where its `dispatch` looks for it: as `venv/bin/python`. Sources see the virtual
 * environment of their project as their `venv`; a packed charm keeps its own, with a link as `dispatch` itself would make
 * it, but to the interpreter rather than to a shim that looks for one.
 *
 * @param folder - of a unit's charm
 * @returns the paths of what was made, relative to it
 * @internal
 */
export async function installPython(folder: string, { charm, interpreter }: PythonPlan): Promise<string[]> {
  if (charm.form.by !== 'venv') return [];
  const { baseExecutable, prefix, basePrefix } = interpreter;
  if (charm.packed === undefined && prefix !== basePrefix) return link(folder, 'venv', prefix);
  const made = await link(folder, 'venv/bin/python', baseExecutable);
  const config = join(folder, 'venv/pyvenv.cfg');
  if (existsSync(config)) await pointHome(config, dirname(baseExecutable));
  return made;
}

/** A packed environment says where the Python was that it was made with. */
async function pointHome(config: string, home: string): Promise<void> {
  const text = await readFile(config, 'utf8');
  const pointed = text.replace(/^home *=.*$/m, () => `home = ${home}`);
  if (pointed !== text) await writeFile(config, pointed);
}

/** A link that leads there already, or nowhere, is made anew; what is no link is the charm's own. */
async function link(folder: string, name: string, target: string): Promise<string[]> {
  const path = join(folder, name);
  const present = await lstat(path).catch(() => undefined);
  if (present !== undefined && !present.isSymbolicLink()) return [];
  if (present !== undefined && (await readlink(path)) === target) return [name];
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  await symlink(target, path);
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
