import { type Clock, systemClock } from '../clock';
import { Deadline } from '../model/calls/call-limits';
import type { CommandResult, JujuCommand, JujuProgram } from '../model/ssh/juju-program';
import { unlessAborted } from '../model/waiting/unless-aborted';
import { commandPlace, type CommandContext } from './command-place';
import { CommandError, ProgramNotFoundError } from './errors';
import { type CommandPlace, runCommand } from './run-command';

const attempts = 10;
const pauseMs = 2_000;
/** What `ssh` ends with where it made no connection. */
const noConnection = 255;

/** Where the commands of a test file run. @internal */
export type ProgramScene = Pick<CommandContext, 'host' | 'place'> & {
  /** The running test's signal; asked for anew at each command. */
  readonly signal: () => AbortSignal | undefined;
};

/**
 * Runs the juju client for the models of a test file, each command in the folder and the environment that `opsTest.juju`
 * has while that model is the current one.
 *
 * @internal
 */
export function modelProgram(scene: ProgramScene): JujuProgram {
  return async (command) => {
    const { stdin, signal } = command;
    const context = { host: scene.host, place: scene.place, selected: command.model, signal: scene.signal() };
    const place = await commandPlace({ stdin, signal }, context);
    try {
      return await untilConnected(command, place, scene);
    } catch (error) {
      throw error instanceof ProgramNotFoundError ? missing(command, scene, error) : error;
    }
  };
}

/**
 * A machine may not be reachable at once. But a command that may have begun is not run again: only what ended without
 * a connection, with a complaint of the client and nothing of the command, is.
 */
async function untilConnected(
  command: JujuCommand,
  place: CommandPlace,
  { host }: ProgramScene,
): Promise<CommandResult> {
  const clock: Clock = host.clock ?? systemClock;
  const deadline = new Deadline(clock, command.timeout ?? Infinity);
  for (let attempt = 1; ; attempt += 1) {
    const result = await runOnce(command, place, deadline.leftMs);
    const pause = pauseMs / host.timeScale;
    if (!isUnconnected(result) || attempt === attempts || deadline.leftMs <= pause) {
      return checked(command, result, { tried: attempt, isEmbedded: host.embedded !== undefined });
    }
    await unlessAborted(clock.sleep(pause, place.signal), place.signal, command.failMessage);
  }
}

function runOnce(command: JujuCommand, place: CommandPlace, timeout: number): Promise<CommandResult> {
  const { args, stdin } = command;
  return runCommand({ program: 'juju', args, options: { stdin, timeout } }, place);
}

function isUnconnected({ exitCode, stdout, stderr }: CommandResult): boolean {
  return exitCode === noConnection && stdout === '' && stderr.trim() !== '';
}

function checked(
  { check, failMessage, args }: JujuCommand,
  result: CommandResult,
  { tried, isEmbedded }: { readonly tried: number; readonly isEmbedded: boolean },
): CommandResult {
  if (!check || result.exitCode === 0) return result;
  const evidence = (result.stderr.trim() === '' ? result.stdout : result.stderr).trim();
  const after = tried > 1 ? `, after ${String(tried)} attempts` : '';
  throw new CommandError(
    `${failMessage} (exit code ${String(result.exitCode)}${after}): ${evidence}` +
      (isEmbedded
        ? '\nThe embedded controller has no machines that could be reached; exec is answered.'
        : ''),
    ['juju', ...args],
    result,
  );
}

function missing(
  { what }: JujuCommand,
  { host }: ProgramScene,
  cause: ProgramNotFoundError,
): ProgramNotFoundError {
  const instead =
    host.embedded === undefined
      ? 'or use exec, which needs none.'
      : 'but the embedded controller has no machines that could be reached: here use exec, which the charm’s script answers.';
  return new ProgramNotFoundError(
    `${what} needs the juju client, and ${cause.message.charAt(0).toLowerCase()}${cause.message.slice(1)} ` +
      `Install it (\`sudo snap install juju\`), ${instead}`,
    cause.program,
    { cause },
  );
}
