import { constants } from 'node:os';

import { formatDuration } from '../duration';
import { messageOf } from '../message-of';
import { CommandError, type CommandResult } from './errors';

/** So much of what a command wrote is in a message: the last of it. All is in the error's `stdout` and `stderr`. */
const mostShown = 100_000;
const mostShownWhereEnded = 2_000;

/** @internal */
export function failed(
  command: readonly string[],
  result: CommandResult,
  failMessage: string | undefined,
): CommandError {
  const what = failMessage ?? `Command ${shown(command)} failed`;
  return new CommandError(
    `${what} (${String(result.exitCode)}): ${tail(result, mostShown)}`,
    command,
    result,
  );
}

/** @internal */
export function incomplete(
  command: readonly string[],
  result: CommandResult,
  outcome: unknown,
): CommandError {
  // The message of execa's error has all that was written in it.
  const { originalMessage } = outcome as { readonly originalMessage?: string };
  const why = originalMessage ?? messageOf(outcome);
  return new CommandError(
    `Command ${shown(command)} could not be followed to its end, and was killed with its process group: ` +
      (why.endsWith('maxBuffer exceeded') ? 'it wrote more than 100 MB. Send that to a file' : why),
    command,
    result,
  );
}

/** @internal */
export function notWanted(command: readonly string[], cause: unknown): CommandError {
  const exitCode = 128 + constants.signals.SIGTERM;
  return new CommandError(
    `Command ${shown(command)} was not started, because its test was given up or its signal fired.`,
    command,
    { exitCode, stdout: '', stderr: '' },
    { code: 'aborted', cause },
  );
}

/** @internal */
export function tookTooLong(
  command: readonly string[],
  result: CommandResult,
  timeoutMs: number,
): CommandError {
  return new CommandError(
    `Command ${shown(command)} had not ended after ${formatDuration(timeoutMs)} and was killed with its process group. ` +
      `Raise timeout, or look at what it wrote: ${tail(result, mostShownWhereEnded) || 'nothing'}`,
    command,
    result,
    { code: 'timeout' },
  );
}

/** @internal */
export function aborted(command: readonly string[], result: CommandResult, cause: unknown): CommandError {
  return new CommandError(
    `Command ${shown(command)} was killed with its process group, because its test was given up or its signal fired. ` +
      `What it wrote: ${tail(result, mostShownWhereEnded) || 'nothing'}`,
    command,
    result,
    { code: 'aborted', cause },
  );
}

function tail({ stdout, stderr }: CommandResult, most: number): string {
  const text = (stderr.trim() === '' ? stdout : stderr).trim();
  return text.length > most ? `… ${text.slice(-most)}` : text;
}

/** As pytest-operator shows it: `['juju', 'status']`. */
function shown(command: readonly string[]): string {
  const quoted = command.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`);
  return `[${quoted.join(', ')}]`;
}
