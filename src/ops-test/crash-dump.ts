import { resolve } from 'node:path';

import { messageOf } from '../message-of';
import type { CallLimits } from '../model/calls/call-limits';
import { hideSecrets } from '../model/hide-secrets';
import { type CommandLine, commandLine } from './command-line';
import type { CrashDumpSettings } from './crash-dump-settings';
import { type CommandResult, ProgramNotFoundError } from './errors';
import { makeFolder } from './make-folder';
import type { TrackedModel } from './model-state';

/** How much is shown of what it says when it fails. */
const shownLength = 2_000;

/** @internal */
export interface CrashDumpScene {
  /** Where the program runs. */
  readonly rootDir: string;
  readonly settings: CrashDumpSettings;
  readonly run: (line: CommandLine) => Promise<CommandResult>;
  readonly report: (line: string) => void;
}

/**
 * Runs `juju-crashdump` on a model.
 *
 * @returns whether there is such a program; how it ended is reported
 * @throws CommandError where it took too long, or was given up
 * @internal
 */
export async function createCrashDump(
  scene: CrashDumpScene,
  { fullName }: Pick<TrackedModel, 'fullName'>,
  limits: CallLimits,
): Promise<boolean> {
  const { settings, run, report } = scene;
  const { args } = settings;
  const output = await outputFolder(scene);
  const fixed = ['-s', `-m=${fullName}`, '-a=debug-layer', '-a=config'];
  const words = [...fixed, ...(output === undefined ? [] : [`-o=${output}`]), ...args];
  try {
    const line = commandLine(['juju-crashdump', ...words, limits], 'createCrashDump');
    const { exitCode, stdout, stderr } = await run(line);
    const why = exitCode === 0 ? '' : hideSecrets(stderr.trim() || stdout.trim()).slice(-shownLength);
    report(`juju-crashdump finished [${String(exitCode)}]${why === '' ? '' : `: ${why}`}`);
    return true;
  } catch (error) {
    if (!(error instanceof ProgramNotFoundError)) throw error;
    report('juju-crashdump command was not found.');
    return false;
  }
}

/** A dump that its program has nowhere to put would be lost. */
async function outputFolder({ settings, rootDir, report }: CrashDumpScene): Promise<string | undefined> {
  const { output } = settings;
  if (output === undefined) return undefined;
  try {
    await makeFolder(resolve(rootDir, output));
    return output;
  } catch (error) {
    report(`the crash dump goes to ${rootDir}: ${messageOf(error)}`);
    return undefined;
  }
}
