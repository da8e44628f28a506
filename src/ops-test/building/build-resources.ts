import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { systemClock } from '../../clock';
import { formatDuration } from '../../duration';
import { JujuError } from '../../errors';
import type { CallLimits } from '../../model/calls/call-limits';
import { checkKeys } from '../../model/calls/check-keys';
import { hideSecrets } from '../../model/hide-secrets';
import { sayAborted } from '../../model/waiting/say-aborted';
import { CommandError, type ProgramNotFoundError } from '../errors';
import { fileError } from '../file-error';
import type { BuildScene } from './build-scene';
import { hasDownloads } from './download-file';
import { FolderChanges } from './folder-changes';
import { oneByOne } from './one-by-one';
import { startProgram } from './start-program';

/**
 * How resources are built.
 *
 * @public
 */
export interface BuildResourcesOptions extends CallLimits {
  /**
   * Run the script as root.
   *
   * @defaultValue `true`
   */
  readonly sudo?: boolean | undefined;
  /**
   * Throw where the script fails. It is only reported otherwise, as in pytest-operator.
   *
   * @defaultValue `false`
   */
  readonly check?: boolean | undefined;
}

/**
 * Runs a script in the current model's folder `resources`. What a script that fails has made is taken away: it may be
 * half made.
 *
 * @returns the files there whose names have a dot
 * @throws JujuError where there is no such script; CommandError where it fails (with `check`), or takes too long
 * @internal
 */
export async function buildResources(
  scene: BuildScene,
  script: string,
  options: BuildResourcesOptions,
): Promise<string[]> {
  checkKeys(options, ['sudo', 'check', 'timeout', 'signal'], 'buildResources');
  const path = scriptPath(script, scene.rootDir);
  const folder = await scene.folder('resources');
  // Whose a file is could not be told of two scripts that run at once.
  const signal = scene.signal(options.signal);
  const inTurn = () => oneByOne(folder, () => build(scene, path, folder, options), signal);
  return await sayAborted(inTurn, signal, `Building resources by ${path}`);
}

async function build(
  scene: BuildScene,
  path: string,
  folder: string,
  { sudo = true, check = false, ...limits }: BuildResourcesOptions,
): Promise<string[]> {
  const changes = await FolderChanges.since(folder);
  const begun = systemClock.now();
  const command = sudo ? ['sudo', path] : [path];
  let doubtful: readonly string[] = [];
  try {
    // What has failed is known by its error alone, whether that is thrown or not.
    await startProgram(scene, command, { ...limits, check: true, cwd: folder }, advice);
    scene.report(`built resources in ${formatDuration(systemClock.now() - begun)}`);
  } catch (error) {
    doubtful = await undo(scene, changes);
    if (check || !(error instanceof CommandError) || error.code !== 'failed') throw error;
    const { exitCode, stderr, stdout } = error;
    scene.report(`${path} failed (${String(exitCode)}): ${hideSecrets((stderr.trim() || stdout).trim())}`);
  }
  const names = (await readdir(folder)).filter((name) => name.includes('.') && !doubtful.includes(name));
  return names.sort().map((name) => join(folder, name));
}

/** @returns the names of what may be half made, and is still there */
async function undo(scene: BuildScene, changes: FolderChanges): Promise<readonly string[]> {
  const { rewritten, stuck } = await changes.undo(hasDownloads);
  if (rewritten.length > 0) {
    scene.report(`what was written anew by a script that failed may be half made: ${rewritten.join(', ')}`);
  }
  if (stuck.length > 0) {
    scene.report(`what a script that failed has made cannot be removed: ${stuck.join(', ')}`);
  }
  return [...rewritten, ...stuck];
}

function advice({ message, program }: ProgramNotFoundError): string {
  return program === 'sudo' ? `opsTest.buildResources needs sudo. ${message} Or give sudo: false.` : message;
}

function scriptPath(script: unknown, rootDir: string): string {
  if (typeof script !== 'string' || script === '') {
    throw new TypeError(`buildResources takes the path of a script; got ${JSON.stringify(script)}`);
  }
  const path = resolve(rootDir, script);
  const what = `Failed to locate resource build script ${path}`;
  try {
    if (statSync(path).isFile()) return path;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw fileError(what, cause);
    throw new JujuError(what, { code: 'not found', cause });
  }
  throw new JujuError(`${what}: it is no file`, { code: 'not valid' });
}
