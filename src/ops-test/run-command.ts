import { accessSync, constants as fileConstants, existsSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import execa, { type ExecaChildProcess, type ExecaReturnValue } from 'execa';

import { formatDuration, toMilliseconds } from '../duration';
import { messageOf } from '../message-of';
import { onAbort } from '../on-abort';
import type { CommandLine } from './command-line';
import { CommandError, type CommandResult, ProgramNotFoundError } from './errors';
import { fileError } from './file-error';
import { ProcessGroup } from './process-group';

/** Where a command runs. @internal */
export interface CommandPlace {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** The signals that end the command. */
  readonly signal: AbortSignal | undefined;
  /** Notes the process group of a command, so that it ends with this process however that ends. */
  readonly noteGroup?: ((pid: number) => () => void) | undefined;
}

const defaultTimeout = '30m';
const longestTimer = 2 ** 31 - 1;

/**
 * Runs a command to its end, in a process group of its own.
 *
 * @returns how it ended, whatever its exit code, unless `check` is set
 * @throws ProgramNotFoundError where it could not be begun; CommandError where it failed (with `check`), took too long
 * or was given up
 * @internal
 */
export async function runCommand(line: CommandLine, place: CommandPlace): Promise<CommandResult> {
  const timeoutMs = toMilliseconds(line.options.timeout ?? defaultTimeout, 'timeout');
  const command = [line.program, ...line.args];
  if (place.signal?.aborted) throw notWanted(command, place.signal.reason);
  checkFolder(place.cwd);
  const child = start(line, place);
  const { outcome, givenUp } = await untilEnd(child, timeoutMs, place);
  if (isSpawnError(outcome)) throw notBegun(outcome, line.program, place);
  const result = resultOf(outcome);
  if (givenUp === 'timeout') throw tookTooLong(command, result, timeoutMs);
  if (givenUp === 'aborted') throw aborted(command, result, place.signal?.reason);
  if (isIncomplete(outcome)) throw incomplete(command, result, outcome);
  if (line.options.check && result.exitCode !== 0) throw failed(command, result, line.options.failMessage);
  return result;
}

/** Asked before, because a folder that is missing or cannot be entered looks like such a program. */
function checkFolder(cwd: string): void {
  try {
    if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
      accessSync(cwd, fileConstants.X_OK);
      return;
    }
  } catch (cause) {
    throw fileError(`The folder ${cwd} (cwd) cannot be entered`, cause);
  }
  throw new TypeError(`cwd must be a folder; there is none at ${cwd}`);
}

function start({ program, args, options }: CommandLine, { cwd, env }: CommandPlace): ExecaChildProcess {
  const { stdin } = options;
  const child = execa(program, args, {
    cwd,
    env,
    extendEnv: false,
    detached: true,
    reject: false,
    stripFinalNewline: false,
    stdin: stdin === undefined ? 'ignore' : 'pipe',
  });
  // A command need not read what it is given: execa would take the broken pipe for a failure.
  child.stdin?.removeAllListeners('error').on('error', () => undefined);
  if (stdin !== undefined) child.stdin?.end(stdin);
  return child;
}

interface End {
  readonly outcome: ExecaReturnValue;
  readonly givenUp?: 'timeout' | 'aborted' | undefined;
}

async function untilEnd(
  child: ExecaChildProcess,
  timeoutMs: number,
  { signal, noteGroup }: CommandPlace,
): Promise<End> {
  const group = new ProcessGroup(child, noteGroup);
  let givenUp: End['givenUp'];
  let ending: Promise<void> | undefined;
  const giveUp = (why: End['givenUp']) => {
    givenUp ??= why;
    ending ??= group.end();
  };
  const timer = timeoutMs <= longestTimer ? setTimeout(() => giveUp('timeout'), timeoutMs) : undefined;
  const stopListening = signal && onAbort(signal, () => giveUp('aborted'));
  try {
    // A command that cannot even be forked rejects in spite of `reject: false`.
    const outcome = await child.catch((error: unknown) => error as ExecaReturnValue);
    if (isIncomplete(outcome)) ending ??= group.end();
    await ending;
    return { outcome, givenUp };
  } finally {
    clearTimeout(timer);
    stopListening?.();
  }
}

/** It has neither an exit code nor a signal where its output was too much, or its pipes were torn down. */
function isIncomplete({ exitCode, signal }: Partial<ExecaReturnValue>): boolean {
  return exitCode === undefined && signal === undefined;
}

function isSpawnError(outcome: object): outcome is NodeJS.ErrnoException {
  return 'syscall' in outcome && String(outcome.syscall).startsWith('spawn');
}

function notBegun(error: NodeJS.ErrnoException, program: string, place: CommandPlace): ProgramNotFoundError {
  const why = whyNotBegun(error, program, place);
  const hint = /\s/.test(program) ? ` ${oneByOne}` : '';
  return new ProgramNotFoundError(`The program "${program}" cannot be started: ${why}.${hint}`, program, {
    cause: error,
  });
}

const oneByOne = "Each word of a command is an argument of its own, as in opsTest.run('ls', '-l').";

function whyNotBegun(
  { code, message }: NodeJS.ErrnoException,
  program: string,
  { cwd, env }: CommandPlace,
): string {
  if (code === 'EACCES') return 'it must not be executed (`chmod +x`?)';
  if (code !== 'ENOENT') return code ?? message;
  if (!program.includes('/')) return `it is in no folder of PATH (${env['PATH'] ?? ''})`;
  return existsSync(resolve(cwd, program))
    ? 'there is no interpreter such as its first line names'
    : 'there is no such file';
}

function resultOf({ exitCode, signal, stdout, stderr }: Partial<ExecaReturnValue>): CommandResult {
  const bySignal = signal === undefined ? 1 : 128 + constants.signals[signal as NodeJS.Signals];
  return { exitCode: exitCode ?? bySignal, stdout: stdout ?? '', stderr: stderr ?? '' };
}

function failed(command: readonly string[], result: CommandResult, failMessage?: string): CommandError {
  const evidence = result.stderr.trim() === '' ? result.stdout : result.stderr;
  const what = failMessage ?? `Command ${shown(command)} failed`;
  return new CommandError(`${what} (${String(result.exitCode)}): ${evidence.trim()}`, command, result);
}

function incomplete(command: readonly string[], result: CommandResult, cause: unknown): CommandError {
  const why = messageOf(cause);
  return new CommandError(
    `Command ${shown(command)} could not be followed to its end, and was killed with its descendants: ${why}`,
    command,
    result,
    { cause },
  );
}

function notWanted(command: readonly string[], cause: unknown): CommandError {
  const exitCode = 128 + constants.signals.SIGTERM;
  return new CommandError(
    `Command ${shown(command)} was not started, because its test was given up or its signal fired.`,
    command,
    { exitCode, stdout: '', stderr: '' },
    { code: 'aborted', cause },
  );
}

function tookTooLong(command: readonly string[], result: CommandResult, timeoutMs: number): CommandError {
  return new CommandError(
    `Command ${shown(command)} had not ended after ${formatDuration(timeoutMs)} and was killed with its descendants. ` +
      `Raise timeout, or look at what it wrote: ${tail(result)}`,
    command,
    result,
    { code: 'timeout' },
  );
}

function aborted(command: readonly string[], result: CommandResult, cause: unknown): CommandError {
  return new CommandError(
    `Command ${shown(command)} was killed with its descendants, because its test was given up or its signal fired. ` +
      `What it wrote: ${tail(result)}`,
    command,
    result,
    { code: 'aborted', cause },
  );
}

function tail({ stdout, stderr }: CommandResult): string {
  const text = (stderr.trim() === '' ? stdout : stderr).trim();
  return text === '' ? 'nothing' : text.slice(-2_000);
}

/** As pytest-operator shows it: `['juju', 'status']`. */
function shown(command: readonly string[]): string {
  const quoted = command.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`);
  return `[${quoted.join(', ')}]`;
}
