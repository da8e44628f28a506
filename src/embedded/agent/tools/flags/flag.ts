import type { ToolSubject } from '../tool-subject';
import { parseBoolean, parseInteger } from './go-parse';

/** One flag of a tool, under one name or several. @internal */
export interface Flag<Value> {
  /** Without dashes, the shortest first; two of one length by the alphabet. */
  readonly names: readonly string[];
  /** For `--help`. */
  readonly usage: string;
  /** `boolean` needs no value; the default of a `text` is shown in quotes. */
  readonly kind: 'boolean' | 'other' | 'text';
  initial(subject: ToolSubject): Value;
  /** The default, as `--help` shows it. */
  show(subject: ToolSubject): string;
  /** The value of a text; throws what is wrong with it. `before` is what an earlier use of the flag gave. */
  parse(text: string, subject: ToolSubject, before: Value): Value;
}

/** Flags by the name under which `run` knows them. @internal */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- flags of any value are in one table, each typed by its own entry
export type FlagTable = Readonly<Record<string, Flag<any>>>;

/** What was given, or the defaults. @internal */
export type FlagValues<Flags extends FlagTable> = {
  readonly [Key in keyof Flags]: Flags[Key] extends Flag<infer Value> ? Value : never;
};

/** `--all`, `-a=False`. @internal */
export function booleanFlag(names: readonly string[], usage: string): Flag<boolean> {
  return {
    names,
    usage,
    kind: 'boolean',
    initial: () => false,
    show: () => 'false',
    parse: parseBoolean,
  };
}

/** A flag whose value is a text. @internal */
export function textFlag(names: readonly string[], usage: string, value = ''): Flag<string> {
  return { names, usage, kind: 'text', initial: () => value, show: () => value, parse: (text) => text };
}

/** A whole number; `0x10` and `0b1` are some. @internal */
export function integerFlag(names: readonly string[], usage: string, value = 0): Flag<number> {
  return {
    names,
    usage,
    kind: 'other',
    initial: () => value,
    show: () => String(value),
    parse: parseInteger,
  };
}

/** The name of a file, `-` being standard input where the tool takes it. @internal */
export function fileFlag(names: readonly string[], usage: string, value = ''): Flag<string> {
  return { names, usage, kind: 'other', initial: () => value, show: () => value, parse: (text) => text };
}
