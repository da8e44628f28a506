import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { systemClock } from '../../clock';
import { formatDuration } from '../../duration';
import { BuildError, type CommandResult, ProgramNotFoundError } from '../errors';
import type { BuildScene } from './build-scene';
import type { PackJob } from './pack-job';

/** How much of a log a message shows; the error has it whole. */
const shownLength = 20_000;

/**
 * Runs the build of a charm in its folder.
 *
 * @throws BuildError with the whole log where it fails; ProgramNotFoundError saying how to get what is missing
 * @internal
 */
export async function runPack(job: PackJob, command: readonly string[]): Promise<CommandResult> {
  const { scene, project, limits } = job;
  const begun = systemClock.now();
  const buildFolder = join(project.folder, 'build');
  const hadBuildFolder = existsSync(buildFolder);
  scene.report(`building charm ${project.name}: ${command.join(' ')}`);
  try {
    const result = await start(scene, command, { cwd: project.folder, ...limits() });
    if (result.exitCode !== 0) throw await failed(job, command, result);
    scene.report(`built charm ${project.name} in ${formatDuration(systemClock.now() - begun)}`);
    return result;
  } finally {
    // Old versions of charmcraft leave it there. What was there before is not charmcraft's to lose.
    if (!project.isReactive && !hadBuildFolder) await removeFolder(scene, buildFolder);
  }
}

async function start(
  scene: BuildScene,
  command: readonly string[],
  options: Parameters<BuildScene['run']>[1],
): Promise<CommandResult> {
  try {
    return await scene.run(command, options);
  } catch (error) {
    if (!(error instanceof ProgramNotFoundError)) throw error;
    const advice =
      'Or give a charm that is packed already with the option charmFile; then nothing has to be installed.';
    throw new ProgramNotFoundError(
      `opsTest.buildCharm needs ${error.program}. ${error.message} ${howToInstall[error.program] ?? ''}${advice}`,
      error.program,
      { cause: error },
    );
  }
}

const howToInstall: Readonly<Record<string, string>> = {
  charm: 'Install it (`sudo snap install charm --classic`). ',
  charmcraft: 'Install it (`sudo snap install charmcraft --classic`). ',
};

async function failed(
  { scene, project }: PackJob,
  command: readonly string[],
  result: CommandResult,
): Promise<BuildError> {
  const { path, text } = await wholeLog(scene, result.stderr);
  const whole = text.length > shownLength ? ` (its end; whole in ${path ?? "the error's stderr"})` : '';
  return new BuildError(
    `Failed to build charm at path \`${project.given}\` (exit code ${String(result.exitCode)}):\n` +
      `    command used: \`${command.join(' ')}\`\n` +
      `    stdout: ${result.stdout.trim() || '(null)'}\n` +
      `    stderr${whole}: ${text.slice(-shownLength).trim() || '(null)'}\n`,
    project.given,
    command,
    { ...result, stderr: text },
  );
}

interface BuildLog {
  readonly path?: string;
  readonly text: string;
}

/** charmcraft says little where it fails, and names a file in which all is told: today's versions, and old ones. */
async function wholeLog(scene: BuildScene, stderr: string): Promise<BuildLog> {
  const [, path] = /(?:full execution logs in |Full execution log: )'([^']+)'/.exec(stderr) ?? [];
  if (path === undefined) return { text: stderr };
  try {
    return { path, text: await readFile(path, 'utf8') };
  } catch (error) {
    scene.report(`Failed to read full build log from ${path}: ${(error as Error).message}`);
    return { text: stderr };
  }
}

async function removeFolder(scene: BuildScene, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch((error: unknown) => {
    scene.report(`${folder} cannot be removed: ${(error as Error).message}`);
  });
}
