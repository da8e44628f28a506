import { types } from 'node:util';

import { isRecord } from '../is-record';
import { checkKeys } from '../model/calls/check-keys';
import type { CallLimits } from '../model/calls/call-limits';

/**
 * How a command is run.
 *
 * @public
 */
export interface RunOptions extends CallLimits {
  /**
   * Throw a `CommandError` where the command's exit code is not 0.
   *
   * @defaultValue `false`
   */
  readonly check?: boolean | undefined;
  /** What the error of `check` begins with; else the command itself. */
  readonly failMessage?: string | undefined;
  /**
   * The folder that the command runs in; relative to Jest's `rootDir`.
   *
   * @defaultValue Jest's `rootDir`
   */
  readonly cwd?: string | undefined;
  /** Environment variables beside those of the process; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** What the command reads from its standard input; without it there is nothing to read. */
  readonly stdin?: string | Uint8Array | undefined;
  /**
   * When to end the command with all its descendants, in real time.
   *
   * @defaultValue `'30m'`
   */
  readonly timeout?: CallLimits['timeout'];
}

/** What stands on a command line. Numbers are for convenience. @public */
export type CommandArgument = string | number;

/** The arguments of a program, and options at the end if there are any. @public */
export type ArgumentsAndOptions = CommandArgument[] | [...args: CommandArgument[], options: RunOptions];

/** A command, taken apart from its options. @internal */
export interface CommandLine {
  readonly program: string;
  readonly args: readonly string[];
  readonly options: RunOptions;
}

const keys = ['check', 'failMessage', 'cwd', 'env', 'stdin', 'timeout', 'signal'];

/**
 * Takes apart what `run` was given: words, and options at the end if there are any.
 *
 * @throws TypeError where a word is neither a string nor a number, an option is unknown or of a wrong type
 * @internal
 */
export function commandLine(given: readonly unknown[], what = 'opsTest.run'): CommandLine {
  const last = given.at(-1);
  const hasOptions = isRecord(last);
  const options = hasOptions ? checkedOptions(last, what) : {};
  const [program, ...args] = given.slice(0, hasOptions ? -1 : undefined).map((word) => asWord(word, what));
  if (!program) throw new TypeError(`${what} needs a program to run, such as ${what}('ls', '-l')`);
  return { program, args, options };
}

function asWord(word: unknown, what: string): string {
  if (typeof word === 'string' && !word.includes('\0')) return word;
  if (typeof word === 'number') return String(word);
  throw new TypeError(
    `${what} takes the words of a command as strings, and options at the end; got ${JSON.stringify(word)} (${typeof word})` +
      (Array.isArray(word) ? `. Spread a list: ${what}(...words)` : ''),
  );
}

function checkedOptions(options: object, what: string): RunOptions {
  checkKeys(options, keys, what);
  const { stdin, cwd, failMessage } = options as Record<string, unknown>;
  if (stdin !== undefined && typeof stdin !== 'string' && !types.isUint8Array(stdin)) {
    throw new TypeError(`stdin must be a string or a Buffer; got ${typeof stdin}`);
  }
  if (cwd !== undefined && typeof cwd !== 'string') {
    throw new TypeError(`cwd must be a path; got ${typeof cwd}`);
  }
  if (failMessage !== undefined && typeof failMessage !== 'string') {
    throw new TypeError(`failMessage must be a string; got ${typeof failMessage}`);
  }
  return options;
}
