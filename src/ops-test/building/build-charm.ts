import { systemClock } from '../../clock';
import { Deadline } from '../../model/calls/call-limits';
import { sayAborted } from '../../model/waiting/say-aborted';
import { type BuildCharmOptions, checkBuildCharm } from './build-charm-options';
import { type CharmProject, charmProject } from './charm-project';
import type { BuildScene } from './build-scene';
import { givenCharm } from './given-charm';
import { needsNoCharmcraft, packNatively } from './pack-natively';
import { withFolderLock } from './folder-lock';
import type { PackJob } from './pack-job';
import { packOnce } from './pack-once';

/**
 * Builds a charm: takes the file that the options give for it, one that is packed already and still fits, or packs it.
 *
 * @returns the packed files; those for this machine's architecture come first
 * @throws CharmError where there is no charm; BuildError where its build fails; ProgramNotFoundError
 * @internal
 */
export async function buildCharm(
  scene: BuildScene,
  path: string | URL,
  options: BuildCharmOptions,
): Promise<BuiltCharm> {
  checkBuildCharm(options);
  const project = await charmProject(path, scene.rootDir);
  return { name: project.name, files: await filesOf(scene, project, options) };
}

/** @internal */
export interface BuiltCharm {
  readonly name: string;
  readonly files: readonly string[];
}

async function filesOf(
  scene: BuildScene,
  project: CharmProject,
  options: BuildCharmOptions,
): Promise<readonly string[]> {
  const given = await givenCharm(scene, project);
  if (given !== undefined) return [given];
  if (needsNoCharmcraft(scene, project)) return [await packNatively(scene, project)];
  const deadline = new Deadline(systemClock, options.timeout ?? '30m', scene.signal(options.signal));
  const { basesIndex, verbosity } = options;
  const limits = () => deadline.next(Infinity);
  const job: PackJob = { scene, project, basesIndex, verbosity, limits };
  // charmcraft cannot pack one folder twice at once, whoever asks.
  const build = () => withFolderLock(job, () => packOnce(job));
  return sayAborted(build, deadline.signal, `Building the charm at ${project.given}`);
}
