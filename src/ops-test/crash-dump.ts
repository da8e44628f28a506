import type { CallLimits } from '../model/calls/call-limits';
import { type CommandLine, commandLine } from './command-line';
import type { CrashDumpSettings } from './crash-dump-settings';
import { type CommandResult, ProgramNotFoundError } from './errors';
import type { TrackedModel } from './model-state';

/** @internal */
export interface CrashDumpScene {
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
  { settings, run, report }: CrashDumpScene,
  { fullName }: Pick<TrackedModel, 'fullName'>,
  limits: CallLimits,
): Promise<boolean> {
  const { output, args } = settings;
  const fixed = ['-s', `-m=${fullName}`, '-a=debug-layer', '-a=config'];
  const words = [...fixed, ...(output === undefined ? [] : [`-o=${output}`]), ...args];
  try {
    const { exitCode } = await run(commandLine(['juju-crashdump', ...words, limits], 'createCrashDump'));
    report(`juju-crashdump finished [${String(exitCode)}]`);
    return true;
  } catch (error) {
    if (!(error instanceof ProgramNotFoundError)) throw error;
    report('juju-crashdump command was not found.');
    return false;
  }
}
