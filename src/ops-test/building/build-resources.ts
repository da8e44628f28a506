import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { systemClock } from '../../clock';
import { formatDuration } from '../../duration';
import { JujuError } from '../../errors';
import type { CallLimits } from '../../model/calls/call-limits';
import { checkKeys } from '../../model/calls/check-keys';
import type { BuildScene } from './build-scene';

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
 * Runs a script in the current model's folder `resources`.
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
  const { sudo = true, ...runOptions } = options;
  const folder = await scene.folder('resources');
  const begun = systemClock.now();
  const { exitCode, stdout, stderr } = await scene.run([...(sudo ? ['sudo'] : []), path], {
    ...runOptions,
    cwd: folder,
  });
  scene.report(
    exitCode === 0
      ? `built resources in ${formatDuration(systemClock.now() - begun)}`
      : `${path} failed (${String(exitCode)}): ${(stderr.trim() || stdout).trim()}`,
  );
  const names = (await readdir(folder)).filter((name) => name.includes('.'));
  return names.sort().map((name) => join(folder, name));
}

function scriptPath(script: unknown, rootDir: string): string {
  if (typeof script !== 'string' || script === '') {
    throw new TypeError(`buildResources takes the path of a script; got ${JSON.stringify(script)}`);
  }
  const path = resolve(rootDir, script);
  if (existsSync(path)) return path;
  throw new JujuError(`Failed to locate resource build script ${path}`, { code: 'not found' });
}
