import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { anySignal } from '../model/calls/call-limits';
import { buildCharm } from './building/build-charm';
import type { BuildCharmOptions } from './building/build-charm-options';
import { type BuiltCharms, buildCharms } from './building/build-charms';
import { buildLib, type BuildLibOptions } from './building/build-lib';
import { buildResources, type BuildResourcesOptions } from './building/build-resources';
import type { BuildScene } from './building/build-scene';
import { downloadResources, type DownloadResourcesOptions } from './building/download-resources';
import { archSpecific, type FileResource, fileResources } from './building/file-resources';
import {
  buildBundle,
  type BuildBundleOptions,
  deployBundle,
  type DeployBundleOptions,
} from './building/juju-bundle';
import { Slots } from '../slots';
import { commandLine } from './command-line';
import { makeFolder } from './make-folder';
import type { OpsTestCore } from './ops-test-core';
import { OpsTestProperties } from './ops-test-properties';

/**
 * What `opsTest` builds: charms, libraries, bundles and resources.
 *
 * Relative paths are relative to Jest's `rootDir`. What is made lies in `opsTest.tmpPath`.
 *
 * @public
 */
export class OpsTestBuilding extends OpsTestProperties {
  readonly #core: OpsTestCore;
  /** A build keeps more than one core busy, and takes gigabytes. */
  readonly #slots = new Slots(Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2))));

  /** @internal */
  constructor(core: OpsTestCore) {
    super(core);
    this.#core = core;
  }

  /** Whether charms are built on this machine itself and not in a container. At first as the option says; may be set. */
  get destructiveMode(): boolean {
    return this.#core.destructiveMode;
  }

  set destructiveMode(value: boolean) {
    if (typeof (value as unknown) !== 'boolean') {
      throw new TypeError(`destructiveMode must be true or false; got ${JSON.stringify(value)}`);
    }
    this.#core.destructiveMode = value;
  }

  /**
   * Builds a charm: with `charmcraft pack`, or with `charm build` for one of the reactive framework.
   *
   * What was packed is kept for all test files, workers and runs, and used again while the charm's sources, charmcraft
   * and its arguments stay the same (option `charmCache`). With the option `charmFile` nothing is packed.
   *
   * @param path - the charm's folder
   * @returns the packed charm, ready for `opsTest.model.deploy`; of several files the one for this machine's architecture
   * @throws BuildError with the whole log where the build fails or makes no charm; CharmError where there is no charm
   * that could be built; ProgramNotFoundError without charmcraft
   * @example
   * ```ts
   * const charm = await opsTest.buildCharm('.');
   * await opsTest.model.deploy(charm, { name: 'web' });
   * ```
   */
  buildCharm(
    path: string | URL,
    options?: BuildCharmOptions & { readonly returnAll?: false },
  ): Promise<string>;
  /**
   * Builds a charm and gives all the files that were made, those for this machine's architecture first.
   *
   * @example
   * ```ts
   * const [jammy, noble] = await opsTest.buildCharm('.', { returnAll: true });
   * ```
   */
  buildCharm(
    path: string | URL,
    options: BuildCharmOptions & { readonly returnAll: true },
  ): Promise<readonly string[]>;
  async buildCharm(path: string | URL, options: BuildCharmOptions = {}): Promise<string | readonly string[]> {
    const { files } = await buildCharm(this.#scene(), path, options);
    return options.returnAll ? files : (files[0] ?? '');
  }

  /**
   * Builds several charms side by side, as many at once as the machine bears: half its processors, and four at most.
   *
   * @returns the packed charms in the order of the paths; with `byName`, by the charms' names
   * @throws as `buildCharm`; AggregateError where several fail. The others are built to their end first
   * @example
   * ```ts
   * const { byName } = await opsTest.buildCharms('./charms/web', './charms/database');
   * await opsTest.model.deploy(byName['web'] ?? '');
   * ```
   */
  async buildCharms(...paths: readonly (string | URL)[]): Promise<BuiltCharms> {
    const scene = this.#scene();
    return buildCharms(paths, (path) => buildCharm(scene, path, {}));
  }

  /**
   * Builds the source distribution of a Python library, for a charm that is to be tested with it: with its `setup.py`,
   * else with `python -m build`.
   *
   * @param path - the library's folder
   * @returns the `.tar.gz`
   * @throws BuildError; JujuError where there is no library; ProgramNotFoundError without Python
   * @example
   * ```ts
   * const lib = await opsTest.buildLib('../my-interface');
   * ```
   */
  async buildLib(path: string, options: BuildLibOptions = {}): Promise<string> {
    return buildLib(this.#scene(), path, options);
  }

  /**
   * Builds a bundle with `juju-bundle build`, in Jest's `rootDir`. Where it fails, what was built the last time stays.
   *
   * @throws CommandError where it fails; JujuError where there is no bundle to build; ProgramNotFoundError without juju-bundle
   * @example
   * ```ts
   * await opsTest.buildBundle({ bundle: './bundle.yaml', outputBundle: './built.yaml' });
   * ```
   */
  async buildBundle(options: BuildBundleOptions = {}): Promise<void> {
    await buildBundle(this.#scene(), options);
  }

  /**
   * Deploys a bundle to the current model with `juju-bundle deploy`, which builds its charms first.
   *
   * @throws CommandError where it fails; ProgramNotFoundError without juju-bundle
   * @example
   * ```ts
   * await opsTest.deployBundle({ bundle: './bundle.yaml', extraArgs: ['--trust'] });
   * ```
   */
  async deployBundle(options: DeployBundleOptions = {}): Promise<void> {
    await deployBundle(this.#scene(), options);
  }

  /**
   * The resources of a packed charm that are files, by name; none where it declares none.
   *
   * @param charm - the path of the packed charm
   * @throws CharmError where there is none, or where it makes no sense
   * @example
   * ```ts
   * const { snapshot } = await opsTest.charmFileResources(charm);
   * ```
   */
  async charmFileResources(charm: string): Promise<Readonly<Record<string, FileResource>>> {
    return (await fileResources(charm, this.#core.host.rootDir)).resources;
  }

  /**
   * Those of `charmFileResources` that are for one architecture: by their name, or because others are by theirs.
   *
   * @throws CharmError
   * @example
   * ```ts
   * const resources = await opsTest.archSpecificResources(charm);
   * await opsTest.downloadResources(charm, { resources });
   * ```
   */
  async archSpecificResources(charm: string): Promise<Readonly<Record<string, FileResource>>> {
    return archSpecific(await this.charmFileResources(charm));
  }

  /**
   * Runs a script that builds resources, as root unless you say otherwise, in the folder `resources` of
   * `opsTest.tmpPath`. That it fails is reported; with `check` it is thrown. What a script that fails has made is taken
   * away: it may be half made.
   *
   * @returns all files of that folder whose names have a dot
   * @throws JujuError where there is no such script
   * @example
   * ```ts
   * const files = await opsTest.buildResources('./build-resources.sh', { sudo: false, check: true });
   * ```
   */
  async buildResources(script: string, options: BuildResourcesOptions = {}): Promise<string[]> {
    return buildResources(this.#scene(), script, options);
  }

  /**
   * Downloads a charm's resources from Charmhub. What breaks off is gone on with, and what arrives is checked by its
   * size and its hash.
   *
   * @param charm - the path of the packed charm
   * @returns the path of each file, by its resource's name
   * @throws CharmhubError where the charm or a resource is not there, or is not what it should be
   * @example
   * ```ts
   * const { snapshot } = await opsTest.downloadResources(charm, { channel: 'latest/stable' });
   * ```
   */
  async downloadResources(
    charm: string,
    options: DownloadResourcesOptions = {},
  ): Promise<Record<string, string>> {
    return downloadResources(this.#scene(), charm, options);
  }

  #scene(): BuildScene {
    const core = this.#core;
    const { host, options, destructiveMode } = core;
    return {
      ...{ options, destructiveMode, rootDir: host.rootDir, env: host.env, slots: this.#slots },
      isEmbedded: host.embedded !== undefined,
      folder: (name) => makeFolder(join(core.tmpPath, name)),
      run: (words, runOptions) => core.run(commandLine([...words, runOptions])),
      signal: (own) => anySignal(own, core.signal.current()),
      report: (line) => host.report(line),
    };
  }
}
