import type { CommandLine } from './command-line';
import { type CommandResult, ProgramNotFoundError } from './errors';
import { type CommandPlace, runCommand } from './run-command';

/**
 * Runs the juju client.
 *
 * @throws TypeError for several words in one text; ProgramNotFoundError where it is not installed, saying how to get it
 *   and how to do without
 * @internal
 */
export async function runJuju(line: CommandLine, place: CommandPlace): Promise<CommandResult> {
  const [command = ''] = line.args;
  if (/\s/.test(command)) {
    throw new TypeError(
      `juju has no command ${JSON.stringify(command)}. Each word is an argument of its own, as in opsTest.juju('status', '--relations').`,
    );
  }
  try {
    return await runCommand(line, place);
  } catch (error) {
    if (!(error instanceof ProgramNotFoundError)) throw error;
    throw new ProgramNotFoundError(
      `opsTest.juju(${line.args.map((arg) => JSON.stringify(arg)).join(', ')}) needs the juju client, and ` +
        `${error.message.charAt(0).toLowerCase()}${error.message.slice(1)} ` +
        'Install it (`sudo snap install juju`), or use opsTest.model, which needs none.',
      error.program,
      { cause: error },
    );
  }
}
