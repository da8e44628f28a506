import { toMilliseconds } from '../../duration';
import { isRecord } from '../../is-record';
import { shellWords } from '../../ops-test/shell-words';

/**
 * What values an option takes, and how it is written in an environment variable.
 *
 * @internal
 */
export interface OptionForm<T> {
  /** For the message: `must be …`. */
  readonly expected: string;
  accepts(value: unknown): value is T;
  /** The value that the text of an environment variable stands for; the text itself when it stands for none. */
  fromText(text: string): unknown;
  /** Of a value that is not accepted, where only a part of it is wrong: what is wrong with that, to go behind a colon. */
  wrongPart?(value: unknown): string | undefined;
}

/** @internal */
export const text: OptionForm<string> = {
  expected: 'a text that is not empty',
  accepts: (value): value is string => typeof value === 'string' && value.trim() !== '',
  fromText: (value) => value,
};

/** @internal */
export const flag: OptionForm<boolean> = {
  expected: 'true or false',
  accepts: (value): value is boolean => typeof value === 'boolean',
  fromText: (value) => flags.get(value.toLowerCase()) ?? value,
};

/** @internal */
export const flagOrFailure: OptionForm<boolean | 'on-failure'> = {
  expected: "true, false or 'on-failure'",
  accepts: (value): value is boolean | 'on-failure' => value === 'on-failure' || flag.accepts(value),
  fromText: (value) => flag.fromText(value),
};

/** @internal */
export const flagOrPath: OptionForm<boolean | string> = {
  expected: 'true, false or the path of a folder',
  accepts: (value): value is boolean | string => flag.accepts(value) || text.accepts(value),
  fromText: (value) => flag.fromText(value),
};

const flags: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** @internal */
export const positiveInteger: OptionForm<number> = {
  expected: 'a whole number above 0',
  accepts: (value): value is number => Number.isSafeInteger(value) && (value as number) > 0,
  fromText: (value) => (/^\d+$/.test(value) ? Number(value) : value),
};

/** @internal */
export const duration: OptionForm<number | string> = {
  expected: "a duration above 0: milliseconds, or a text such as '90s', '10m' or '1h30m'",
  accepts: (value): value is number | string => {
    try {
      return toMilliseconds(value as string, 'duration') > 0;
    } catch {
      return false;
    }
  },
  fromText: (value) => (/^\d+$/.test(value) ? Number(value) : value),
};

/** @internal */
export const fileOrObject: OptionForm<string | Record<string, unknown>> = {
  expected: 'the path of a YAML file, or an object',
  accepts: (value): value is string | Record<string, unknown> => text.accepts(value) || isRecord(value),
  fromText: fromJson,
};

/** One of a few words. @internal */
export function oneOf<T extends string>(words: readonly T[]): OptionForm<T> {
  return {
    expected: `one of ${words.map((word) => `'${word}'`).join(', ')}`,
    accepts: (value): value is T => words.some((word) => word === value),
    fromText: (value) => value,
  };
}

/** @internal */
export const commandArguments: OptionForm<string | readonly string[]> = {
  expected: 'a list of arguments, or a text with arguments as a shell has them',
  accepts: (value): value is string | readonly string[] =>
    typeof value === 'string' ? canBeSplit(value) : isListOfTexts(value),
  fromText: fromJson,
};

/** @internal */
export const pathOrPaths: OptionForm<string | Readonly<Record<string, string>>> = {
  expected: "the path of a packed charm, or an object with a path for each charm's name",
  accepts: (value): value is string | Readonly<Record<string, string>> =>
    text.accepts(value) || (isRecord(value) && Object.values(value).every((path) => text.accepts(path))),
  fromText: fromJson,
};

/** @internal */
export const httpUrl: OptionForm<string> = {
  expected: "a URL such as 'https://charmhub.example.com'",
  accepts: (value): value is string =>
    typeof value === 'string' && /^https?:\/\/[^/]/.test(value) && URL.canParse(value),
  fromText: (value) => value,
};

function canBeSplit(value: string): boolean {
  try {
    shellWords(value, 'arguments');
    return true;
  } catch {
    return false;
  }
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((word) => typeof word === 'string');
}

/** An object or a list written as JSON; any other text as it is. */
export function fromJson(value: string): unknown {
  if (!/^\s*[{[]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** A value as messages show it, with its type. @internal */
export function shown(value: unknown): string {
  const json =
    typeof value === 'bigint' || typeof value === 'function' ? String(value) : JSON.stringify(value);
  return `${json} (${Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value})`;
}
