import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import type { BuildScene } from './build-scene';
import { charmSources, type OtherFolders } from './charm-sources';
import { whatLeadsOut } from './leads-out';
import { packArguments } from './pack-command';
import type { PackJob } from './pack-job';

/** Raised when the same key would no longer mean the same. */
const version = 2;

/** What the sources are now in one word, together with all else that decides what a charm is packed to. @internal */
export type PackKey = () => Promise<string | undefined>;

/**
 * Finds out what a packed charm is made of: its sources, the version and the arguments of charmcraft, and what of the
 * machine plays a part.
 *
 * @returns gives `undefined` where that cannot be known; then the charm is packed each time
 * @internal
 */
export async function packKey(job: PackJob): Promise<PackKey> {
  const { scene, project } = job;
  const known = await orReport(job, async () => {
    const tool = await charmcraftVersion(job);
    const machine = scene.destructiveMode ? await operatingSystem() : '';
    const parts = [version, project.name, tool, machine, process.arch, argumentsOf(job)];
    return [...parts, craftVariables(scene.env)];
  });
  if (known === undefined) return () => Promise.resolve(undefined);
  return () =>
    orReport(job, async () => {
      const leadsOut = await whatLeadsOut({ folder: project.folder, destructiveMode: scene.destructiveMode });
      if (leadsOut) throw new Error(`${leadsOut} names something outside of the charm's folder`);
      const all = JSON.stringify([...known, await charmSources(project.folder, otherFolders(scene))]);
      return createHash('sha256').update(all).digest('hex');
    });
}

async function orReport<T>({ scene, project }: PackJob, find: () => Promise<T>): Promise<T | undefined> {
  try {
    return await find();
  } catch (error) {
    const why = (error as Error).message;
    scene.report(`charm ${project.name} is packed whether it has changed or not: ${why}`);
    return undefined;
  }
}

/** Where this package and its programs put what they leave. */
function otherFolders({ options, rootDir }: BuildScene): OtherFolders {
  const { baseTemp, crashDumpOutput, evidence } = options;
  const paths = (...given: readonly unknown[]) =>
    given.filter((path) => typeof path === 'string').map((path) => resolve(rootDir, path));
  return { temporary: paths(baseTemp), outputs: paths(crashDumpOutput, evidence) };
}

/** How much is said does not change what is made. */
function argumentsOf(job: PackJob): readonly string[] {
  return packArguments({ ...job, verbosity: undefined }).filter((word) => !word.startsWith('--verbosity='));
}

async function charmcraftVersion({ scene, limits }: PackJob): Promise<string> {
  const { exitCode, stdout } = await scene.run(['charmcraft', 'version'], limits());
  if (exitCode !== 0) throw new Error(`\`charmcraft version\` failed (${String(exitCode)})`);
  return stdout.trim();
}

/** Variables by which charmcraft and its libraries are told what to do. */
function craftVariables(env: NodeJS.ProcessEnv): readonly (readonly [string, string | undefined])[] {
  return Object.entries(env)
    .filter(([name]) => /^(?:CHARMCRAFT|CRAFT)_/.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

async function operatingSystem(): Promise<string> {
  return readFile('/etc/os-release', 'utf8').catch(() => '');
}
