import { messageOf } from '../../../../message-of';
import { refused } from '../../../api-error';
import type { Flag, FlagTable } from './flag';
import type { ToolSubject } from '../tool-subject';
import { quote } from '../format/go-quote';

/** What was in the arguments. @internal */
export interface ParsedFlags {
  readonly values: Readonly<Record<string, unknown>>;
  /** What is left, in order. */
  readonly args: readonly string[];
}

/**
 * Takes flags and arguments apart as Juju's tools do: in any order until `--`, `--flag=value` or `--flag value`, short
 * ones together.
 *
 * @returns `'help'` if that is what was asked for
 * @throws the first mistake, in Juju's words
 * @internal
 */
export function parseFlags(
  flags: FlagTable,
  args: readonly string[],
  subject: ToolSubject,
): ParsedFlags | 'help' {
  const values: Record<string, unknown> = {};
  for (const [key, flag] of Object.entries(flags)) values[key] = flag.initial(subject);
  const known = byName(flags);
  const rest = [...args];
  const positional: string[] = [];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') return { values, args: [...positional, ...rest] };
    if (!word.startsWith('-') || word === '-') positional.push(word);
    else if (takeFlags(word, rest, { known, values, subject }) === 'help') return 'help';
  }
  return { values, args: positional };
}

interface Setting {
  readonly known: ReadonlyMap<string, Named>;
  readonly values: Record<string, unknown>;
  readonly subject: ToolSubject;
}

interface Named {
  readonly key: string;
  readonly flag: Flag<unknown>;
}

function byName(flags: FlagTable): Map<string, Named> {
  return new Map(
    Object.entries(flags).flatMap(([key, flag]) =>
      flag.names.map((name): [string, Named] => [name, { key, flag: flag as Flag<unknown> }]),
    ),
  );
}

function takeFlags(word: string, rest: string[], setting: Setting): 'help' | undefined {
  if (word.startsWith('--')) {
    const { name = '', value } = /^--(?<name>[^=]*)(?:=(?<value>.*))?$/su.exec(word)?.groups ?? {};
    if (name === '') throw refused(`empty option in argument ${quote(word)}`);
    return takeFlag(name, value, rest, setting).help;
  }
  // Short flags: what follows the first that wants a value is its value, an equals sign included.
  for (let left = word.slice(1); left !== '';) {
    const name = String.fromCodePoint(left.codePointAt(0) ?? 0);
    left = left.slice(name.length);
    const takesRest = left.startsWith('=') || setting.known.get(name)?.flag.kind !== 'boolean';
    const { help } = takeFlag(name, takesRest && left !== '' ? left : undefined, rest, setting);
    if (help !== undefined) return help;
    // The library forgets what is left of the last word.
    if (takesRest || rest.length === 0) return undefined;
  }
  return undefined;
}

function takeFlag(
  name: string,
  given: string | undefined,
  rest: string[],
  { known, values, subject }: Setting,
): { readonly help?: 'help' } {
  const found = known.get(name);
  if (found === undefined) {
    if (name === 'help' || name === 'h') return { help: 'help' };
    throw refused(`option provided but not defined: ${withDashes(name)}`);
  }
  const { key, flag } = found;
  const value = given ?? (flag.kind === 'boolean' ? 'true' : rest.shift());
  if (value === undefined) throw refused(`option needs an argument: ${withDashes(name)}`);
  try {
    values[key] = flag.parse(value, subject, values[key]);
  } catch (error) {
    throw refused(`invalid value ${quote(value)} for option ${withDashes(name)}: ${messageOf(error)}`);
  }
  return {};
}

/** A flag as it is typed: `-o`, `--output`. @internal */
export function withDashes(name: string): string {
  return Buffer.byteLength(name) > 1 ? `--${name}` : `-${name}`;
}
