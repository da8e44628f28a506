import { accessSync, constants as fileConstants, existsSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import execa, { type ExecaChildProcess, type ExecaReturnValue } from 'execa';

import { toMilliseconds } from '../duration';
import { onAbort } from '../on-abort';
import { aborted, failed, incomplete, notWanted, tookTooLong } from './command-failures';
import type { CommandLine } from './command-line';
import type { CommandLog } from './command-log';
import type { OutputStream } from './command-record';
import { type CommandResult, ProgramNotFoundError } from './errors';
import { fileError } from './file-error';
import { OutputLines } from './output-lines';
import { ProcessGroup } from './process-group';

/** Where a command runs. @internal */
export interface CommandPlace {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** The signals that end the command. */
  readonly signal: AbortSignal | undefined;
  /** Where what it writes is kept. */
  readonly log?: CommandLog | undefined;
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
 * or was given up; what `onOutput` throws
 * @internal
 */
export async function runCommand(line: CommandLine, place: CommandPlace): Promise<CommandResult> {
  const timeoutMs = toMilliseconds(line.options.timeout ?? defaultTimeout, 'timeout');
  const command = [line.program, ...line.args];
  if (place.signal?.aborted) throw notWanted(command, place.signal.reason);
  checkFolder(place.cwd);
  const child = start(line, place);
  const logged = place.log?.begin(command, place.env);
  const { onOutput } = line.options;
  const onLine: OnLine = (text, stream) => {
    logged?.add(stream, text);
    onOutput?.(text, stream);
  };
  const { outcome, givenUp, thrown } = await untilEnd(child, place, { timeoutMs, onLine });
  if (isSpawnError(outcome)) {
    logged?.end('it could not be started');
    throw notBegun(outcome, line.program, place);
  }
  const result = resultOf(outcome);
  logged?.end(howItEnded(givenUp, outcome, result));
  if (thrown) throw thrown.error;
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

type OnLine = (line: string, stream: OutputStream) => void;

interface Watch {
  readonly timeoutMs: number;
  /** What it throws ends the command. */
  readonly onLine: OnLine;
}

interface End {
  readonly outcome: ExecaReturnValue;
  readonly givenUp?: 'timeout' | 'aborted' | 'onOutput' | undefined;
  readonly thrown?: { readonly error: unknown } | undefined;
}

async function untilEnd(
  child: ExecaChildProcess,
  { signal, noteGroup }: CommandPlace,
  { timeoutMs, onLine }: Watch,
): Promise<End> {
  const group = new ProcessGroup(child, noteGroup);
  let givenUp: End['givenUp'];
  let thrown: End['thrown'];
  let ending: Promise<void> | undefined;
  const giveUp = (why: End['givenUp']) => {
    givenUp ??= why;
    ending ??= group.end();
  };
  const endLines = followLines(child, (line, stream) => {
    if (thrown) return;
    try {
      onLine(line, stream);
    } catch (error) {
      thrown = { error };
      giveUp('onOutput');
    }
  });
  const timer = timeoutMs <= longestTimer ? setTimeout(() => giveUp('timeout'), timeoutMs) : undefined;
  const stopListening = signal && onAbort(signal, () => giveUp('aborted'));
  try {
    // A command that cannot even be forked rejects in spite of `reject: false`.
    const outcome = await child.catch((error: unknown) => error as ExecaReturnValue);
    if (isIncomplete(outcome)) ending ??= group.end();
    endLines();
    await ending;
    return { outcome, givenUp, thrown };
  } finally {
    clearTimeout(timer);
    stopListening?.();
  }
}

/** @returns what is to be done in the end */
function followLines(child: ExecaChildProcess, onLine: OnLine): () => void {
  const all = (['stdout', 'stderr'] as const).map((stream) => {
    const lines = new OutputLines((line) => onLine(line, stream));
    child[stream]?.on('data', (chunk: Buffer) => lines.add(chunk));
    return lines;
  });
  return () => {
    for (const lines of all) lines.end();
  };
}

function howItEnded(
  givenUp: End['givenUp'],
  outcome: Partial<ExecaReturnValue>,
  { exitCode }: CommandResult,
): string {
  if (givenUp === 'timeout') return 'it took too long and was killed';
  if (givenUp === 'aborted') return 'it was given up and killed';
  if (givenUp === 'onOutput') return 'it was killed because onOutput threw';
  return isIncomplete(outcome) ? 'it could not be followed and was killed' : `exit code ${String(exitCode)}`;
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
