import { readdirSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { systemClock } from '../../clock';
import { JujuError } from '../../errors';
import { type CallLimits, leftOf } from '../../model/calls/call-limits';
import { checkKeys } from '../../model/calls/check-keys';
import { hideSecrets } from '../../model/hide-secrets';
import { BuildError, type CommandResult, type ProgramNotFoundError } from '../errors';
import { fileError } from '../file-error';
import type { BuildScene } from './build-scene';
import { placeFile } from './place-file';
import { startProgram } from './start-program';

/**
 * How a Python library is built.
 *
 * @public
 */
export interface BuildLibOptions extends CallLimits {
  /**
   * The Python to build with: a program on `PATH`, or a path.
   *
   * @defaultValue `'python3'`
   */
  readonly python?: string | undefined;
}

/**
 * Builds the source distribution of a Python library: by its `setup.py`, else by Python's `build`.
 *
 * @returns the archive, in the current model's folder `libs`
 * @throws JujuError where there is no library; BuildError where its build fails; ProgramNotFoundError
 * @internal
 */
export async function buildLib(scene: BuildScene, path: string, options: BuildLibOptions): Promise<string> {
  checkKeys(options, ['python', 'timeout', 'signal'], 'buildLib');
  const { folder, hasSetup } = library(path, scene.rootDir);
  const libs = await scene.folder('libs');
  // An empty folder of its own shows what was made; its name is not what `setup.py --fullname` says.
  const work = await mkdtemp(join(libs, '.build-'));
  try {
    const command = libCommand(hasSetup, work, options.python ?? 'python3');
    scene.report(`building library ${path}`);
    const left = leftOf({ ...options, timeout: options.timeout ?? '30m' }, systemClock);
    const result = await startProgram(scene, command, { cwd: folder, ...left() }, advice);
    if (result.exitCode !== 0) throw failed(path, command, result);
    const [made] = (await readdir(work)).filter((name) => name.endsWith('.tar.gz'));
    if (made === undefined) throw failed(path, command, result, 'it made no .tar.gz');
    return await placeFile(join(work, made), libs);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

interface Library {
  readonly folder: string;
  readonly hasSetup: boolean;
}

function library(path: unknown, rootDir: string): Library {
  if (typeof path !== 'string' || path === '') {
    throw new TypeError(`buildLib takes the path of a library's folder; got ${JSON.stringify(path)}`);
  }
  const folder = resolve(rootDir, path);
  const names = namesIn(folder, path);
  const hasSetup = names.includes('setup.py');
  if (hasSetup || names.includes('pyproject.toml')) return { folder, hasSetup };
  throw missing(path, `${folder} has neither a setup.py nor a pyproject.toml`);
}

function namesIn(folder: string, given: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw missing(given, `there is no ${folder}`);
    if (code === 'ENOTDIR') throw missing(given, `${folder} is a file, not the folder of a library`);
    throw fileError(`The library at ${given} cannot be read`, cause);
  }
}

function missing(given: string, why: string): JujuError {
  return new JujuError(`There is no Python library at ${given}: ${why}`, { code: 'not found' });
}

function libCommand(hasSetup: boolean, into: string, python: string): readonly string[] {
  return hasSetup
    ? [python, 'setup.py', 'sdist', '--formats=gztar', '-d', into]
    : [python, '-m', 'build', '--sdist', '--outdir', into, '.'];
}

const advice = ({ message }: ProgramNotFoundError): string =>
  `opsTest.buildLib needs Python. ${message} Install it, or name another one with the option python.`;

function failed(path: string, command: readonly string[], result: CommandResult, why?: string): BuildError {
  const stdout = hideSecrets(result.stdout);
  const stderr = hideSecrets(result.stderr);
  const missing = /No module named '?build/.test(stderr)
    ? `\nInstall it for that Python: ${command[0] ?? ''} -m pip install build`
    : '';
  return new BuildError(
    `Failed to build library ${path}${why === undefined ? '' : `: ${why}`}:\n${stderr}\n${stdout}${missing}`,
    path,
    command,
    { ...result, stdout, stderr },
    why === undefined ? {} : { code: 'not found' },
  );
}
