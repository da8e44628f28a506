import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { systemClock } from '../../clock';
import { formatDuration } from '../../duration';
import { hideSecrets } from '../../model/hide-secrets';
import { BuildError, type CommandResult, type ProgramNotFoundError } from '../errors';
import type { BuildScene } from './build-scene';
import type { PackJob } from './pack-job';
import { startProgram } from './start-program';

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
  scene.report(`building charm ${project.name}: ${hideSecrets(command.join(' '))}`);
  try {
    const result = await startProgram(scene, command, { cwd: project.folder, ...limits() }, advice);
    if (result.exitCode !== 0) throw await failed(job, command, result);
    scene.report(`built charm ${project.name} in ${formatDuration(systemClock.now() - begun)}`);
    return result;
  } finally {
    // Old versions of charmcraft leave it there. What was there before is not charmcraft's to lose.
    if (!project.isReactive && !hadBuildFolder) await removeFolder(scene, buildFolder);
  }
}

function advice({ message, program }: ProgramNotFoundError): string {
  const instead =
    'Or give a charm that is packed already with the option charmFile; then nothing has to be installed.';
  return `opsTest.buildCharm needs ${program}. ${message} ${howToInstall[program] ?? ''}${instead}`;
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
  const { path, text: log } = await wholeLog(scene, result.stderr);
  // What pip and git say may have the password of a server in it, and errors end up where everybody reads them.
  const text = hideSecrets(log);
  const stdout = hideSecrets(result.stdout);
  const whole = text.length > shownLength ? ` (its end; whole in ${path ?? "the error's stderr"})` : '';
  return new BuildError(
    `Failed to build charm at path \`${project.given}\` (exit code ${String(result.exitCode)}):\n` +
      `    command used: \`${hideSecrets(command.join(' '))}\`\n` +
      `    stdout: ${stdout.trim() || '(null)'}\n` +
      `    stderr${whole}: ${text.slice(-shownLength).trim() || '(null)'}\n`,
    project.given,
    command,
    { ...result, stdout, stderr: text },
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
