import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';

import { JujuError } from '../../errors';
import { checkKeys } from '../../model/calls/check-keys';
import type { CallLimits } from '../../model/calls/call-limits';
import { hideSecrets } from '../../model/hide-secrets';
import { argumentWords } from '../argument-words';
import { ProgramNotFoundError } from '../errors';
import { fileError } from '../file-error';
import type { BuildScene } from './build-scene';
import { keepFile } from './keep-file';

/**
 * How a bundle is built.
 *
 * @public
 */
export interface BuildBundleOptions extends CallLimits {
  /** The bundle to build; `bundle.yaml` by default, as `juju-bundle` has it. Relative to Jest's `rootDir`. */
  readonly bundle?: string | undefined;
  /** The file that the built bundle is written to; `built-bundle.yaml` by default, as `juju-bundle` has it. */
  readonly outputBundle?: string | undefined;
  /**
   * Build one charm after the other.
   *
   * @defaultValue `false`
   */
  readonly serial?: boolean | undefined;
}

/**
 * How a bundle is deployed.
 *
 * @public
 */
export interface DeployBundleOptions extends CallLimits {
  /** The bundle to deploy; `bundle.yaml` by default, as `juju-bundle` has it. Relative to Jest's `rootDir`. */
  readonly bundle?: string | undefined;
  /**
   * Build its charms first.
   *
   * @defaultValue `true`
   */
  readonly build?: boolean | undefined;
  /**
   * Build one charm after the other.
   *
   * @defaultValue `false`
   */
  readonly serial?: boolean | undefined;
  /** More arguments for `juju deploy`: a list, or a text as a shell has it. */
  readonly extraArgs?: string | readonly string[] | undefined;
}

/** @throws CommandError where it fails; ProgramNotFoundError @internal */
export async function buildBundle(scene: BuildScene, options: BuildBundleOptions): Promise<void> {
  checkKeys(options, ['bundle', 'outputBundle', 'serial', 'timeout', 'signal'], 'buildBundle');
  const { bundle, outputBundle, serial = false } = options;
  checkBundle(scene, bundle);
  const words = [
    ...['juju-bundle', 'build'],
    ...(bundle === undefined ? [] : ['--bundle', bundle]),
    ...(outputBundle === undefined ? [] : ['--output-bundle', outputBundle]),
    ...(scene.destructiveMode ? ['--destructive-mode'] : []),
    ...(serial ? ['--serial'] : []),
  ];
  const output = resolve(scene.rootDir, outputBundle ?? 'built-bundle.yaml');
  await keepFile(output, () => runBundle(scene, words, options));
}

/** @throws CommandError where it fails; ProgramNotFoundError @internal */
export async function deployBundle(scene: BuildScene, options: DeployBundleOptions): Promise<void> {
  checkKeys(options, ['bundle', 'build', 'serial', 'extraArgs', 'timeout', 'signal'], 'deployBundle');
  const { bundle, build = true, serial = false, extraArgs = [] } = options;
  checkBundle(scene, bundle);
  const words = [
    ...['juju-bundle', 'deploy'],
    ...(bundle === undefined ? [] : ['--bundle', bundle]),
    ...(build ? ['--build'] : []),
    ...(scene.destructiveMode ? ['--destructive-mode'] : []),
    ...(serial ? ['--serial'] : []),
    '--',
    ...argumentWords(extraArgs, 'extraArgs'),
  ];
  scene.report(`deploying a bundle: ${hideSecrets(words.join(' '))}`);
  await runBundle(scene, words, options);
}

/** juju-bundle does not say which file it misses. */
function checkBundle({ rootDir }: BuildScene, bundle = 'bundle.yaml'): void {
  const path = resolve(rootDir, bundle);
  try {
    accessSync(path, constants.R_OK);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT')
      throw fileError(`The bundle ${path} cannot be read`, cause);
    throw new JujuError(`There is no bundle at ${path}`, { code: 'not found', cause });
  }
}

async function runBundle(
  scene: BuildScene,
  words: readonly string[],
  { timeout, signal }: CallLimits,
): Promise<void> {
  try {
    await scene.run(words, { check: true, timeout, signal });
  } catch (error) {
    if (!(error instanceof ProgramNotFoundError)) throw error;
    throw new ProgramNotFoundError(
      `Building and deploying bundles needs juju-bundle. ${error.message} ` +
        'Install it (`sudo snap install juju-bundle --classic`).',
      error.program,
      { cause: error },
    );
  }
}
