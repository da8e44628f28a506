import { chmodSync, lstatSync, mkdtempSync, readdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';

import { ensureFolder } from '../../ensure-folder';
import { TestFileError } from '../errors';

/**
 * A new folder for the ledgers of one run, for its owner alone.
 *
 * It is kept where state outlives a restart of the machine (`$XDG_STATE_HOME`, `~/.local/state`): the models do, too.
 *
 * @throws TestFileError when there is no place for it: a run without a ledger could leave models that nobody knows of
 * @internal
 */
export function createRunDirectory(env: NodeJS.ProcessEnv): string {
  const failures: string[] = [];
  for (const folder of runsFolders(env)) {
    try {
      makePrivate(folder);
      return mkdtempSync(join(folder, `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}-`));
    } catch (error) {
      failures.push(`${folder}: ${(error as Error).message}`);
    }
  }
  throw new TestFileError(
    `No folder for the list of the run's models, which is needed to destroy them if the run is killed. ` +
      `Set XDG_STATE_HOME to a folder that can be written. Tried ${failures.join('; ')}`,
  );
}

/** The run folders of this and of former runs. @internal */
export function listRunDirectories(env: NodeJS.ProcessEnv): string[] {
  return runsFolders(env).flatMap((folder) => {
    try {
      return readdirSync(folder).map((name) => join(folder, name));
    } catch {
      return [];
    }
  });
}

function runsFolders({ XDG_STATE_HOME: stateHome }: NodeJS.ProcessEnv): string[] {
  const state = stateHome && isAbsolute(stateHome) ? stateHome : join(homedir(), '.local', 'state');
  const user = process.getuid?.() ?? 'user';
  return [join(state, 'jest-operator', 'runs'), join(tmpdir(), `jest-operator-${String(user)}`, 'runs')];
}

function makePrivate(folder: string): void {
  ensureFolder(folder, 0o700);
  const { uid, mode } = lstatSync(folder);
  // In a folder that everybody may write to, somebody else may have been there first.
  if (process.getuid && uid !== process.getuid()) throw new Error('it belongs to another user');
  if (mode & 0o077) chmodSync(folder, 0o700);
}
