import { placed } from './arguments';
import { filledEnd, filledStart, isLower, isUpper, lengthOf } from './letters';
import { isMapping, isText, isTrue, itemsOf, kindOf, wholeNumber } from './python-value';
import { pythonText } from './python-text';
import { Tuple } from './tuple';

/** A method: what it is called on, then arguments; and their names. @internal */
export type NamedMethod<T> = readonly [
  names: readonly string[],
  apply: (target: T, ...args: unknown[]) => unknown,
  required?: number,
];

/** Those of Python's `str` that templates use; `format` is apart. @internal */
export const textMethods: Readonly<Record<string, NamedMethod<string>>> = {
  capitalize: [[], (text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()],
  casefold: [[], (text) => text.toLowerCase()],
  center: [['width', 'fillchar'], (text, width, fill) => centered(text, wholeNumber(width), filling(fill))],
  count: [
    ['sub'],
    (text, part) => (textIn(part) === '' ? lengthOf(text) + 1 : text.split(textIn(part)).length - 1),
  ],
  endswith: [['suffix'], (text, suffix) => anyOf(suffix, (part) => text.endsWith(part))],
  find: [['sub'], (text, part) => firstIn(text, textIn(part))],
  index: [['sub'], (text, part) => found(firstIn(text, textIn(part)), part)],
  isalnum: [[], (text) => /^[\p{L}\p{N}]+$/u.test(text)],
  isalpha: [[], (text) => /^\p{L}+$/u.test(text)],
  isdecimal: [[], (text) => /^\p{Nd}+$/u.test(text)],
  isdigit: [[], (text) => /^\d+$/.test(text)],
  islower: [[], isLower],
  isnumeric: [[], (text) => /^\p{N}+$/u.test(text)],
  isspace: [[], (text) => /^\s+$/.test(text)],
  isupper: [[], isUpper],
  join: [['iterable'], (text, items) => itemsOf(items).map(textIn).join(text)],
  ljust: [['width', 'fillchar'], (text, width, fill) => filledEnd(text, wholeNumber(width), filling(fill))],
  lower: [[], (text) => text.toLowerCase()],
  lstrip: [['chars'], (text, characters) => stripped(text, characters, 'start')],
  partition: [
    ['sep'],
    (text, separator) => partition(text, textIn(separator), text.indexOf(textIn(separator))),
  ],
  removeprefix: [
    ['prefix'],
    (text, part) => (text.startsWith(textIn(part)) ? text.slice(textIn(part).length) : text),
  ],
  removesuffix: [
    ['suffix'],
    (text, part) => (text.endsWith(textIn(part)) ? text.slice(0, text.length - textIn(part).length) : text),
  ],
  replace: [
    ['old', 'new', 'count'],
    (text, from, to, count) => replaced(text, textIn(from), textIn(to), count),
  ],
  rfind: [['sub'], (text, part) => lastIn(text, textIn(part))],
  rindex: [['sub'], (text, part) => found(lastIn(text, textIn(part)), part)],
  rjust: [['width', 'fillchar'], (text, width, fill) => filledStart(text, wholeNumber(width), filling(fill))],
  rpartition: [['sep'], (text, separator) => lastPartition(text, textIn(separator))],
  rsplit: [['sep', 'maxsplit'], (text, separator, most) => lastSplit(text, separator, most)],
  rstrip: [['chars'], (text, characters) => stripped(text, characters, 'end')],
  split: [['sep', 'maxsplit'], split],
  splitlines: [['keepends'], splitLines],
  startswith: [['prefix'], (text, prefix) => anyOf(prefix, (part) => text.startsWith(part))],
  strip: [['chars'], (text, characters) => stripped(text, characters, 'both')],
  swapcase: [[], (text) => Array.from(text, swapped).join('')],
  title: [
    [],
    (text) =>
      text.toLowerCase().replaceAll(/\p{L}+/gu, (word) => word.slice(0, 1).toUpperCase() + word.slice(1)),
  ],
  upper: [[], (text) => text.toUpperCase()],
  zfill: [['width'], (text, width) => zeroFilled(text, wholeNumber(width))],
};

/** An odd space goes where Python has it. @internal */
export function centered(text: string, width: number, fill = ' '): string {
  const missing = Math.max(width - lengthOf(text), 0);
  const left = Math.floor(missing / 2) + (missing & width & 1);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

/** Bound to what it is called on. @internal */
export function bound<T>(
  name: string,
  [names, apply, required]: NamedMethod<T>,
  target: T,
): (...args: unknown[]) => unknown {
  return (...args) => apply(target, ...placed(`the method ${name}`, names, args, required));
}

function textIn(value: unknown): string {
  if (isText(value)) return String(value);
  throw new Error(`a text is needed; got ${kindOf(value)}`);
}

function filling(value: unknown): string {
  const fill = value === undefined ? ' ' : textIn(value);
  if (Array.from(fill).length === 1) return fill;
  throw new Error('what a text is filled with is one character');
}

function anyOf(given: unknown, test: (part: string) => boolean): boolean {
  return given instanceof Tuple ? given.some((part) => test(textIn(part))) : test(textIn(given));
}

function firstIn(text: string, part: string): number {
  return placeOf(text, text.indexOf(part));
}

function lastIn(text: string, part: string): number {
  return placeOf(text, text.lastIndexOf(part));
}

function placeOf(text: string, index: number): number {
  return index === -1 ? -1 : lengthOf(text.slice(0, index));
}

function found(index: number, part: unknown): number {
  if (index !== -1) return index;
  throw new Error(`there is no ${pythonText(part)} in the text`);
}

function swapped(letter: string): string {
  return letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
}

/** After a sign. */
function zeroFilled(text: string, width: number): string {
  const [sign = ''] = /^[-+]/.exec(text) ?? [];
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

function replaced(text: string, from: string, to: string, count: unknown = -1): string {
  const most = wholeNumber(count);
  let left = most < 0 ? Infinity : most;
  return text.replaceAll(from, (whole) => (left-- > 0 ? to : whole));
}

function stripped(text: string, characters: unknown, side: 'both' | 'start' | 'end'): string {
  const gone = characters === undefined || characters === null ? undefined : textIn(characters);
  const isGone = (character: string) =>
    gone === undefined ? /\s/.test(character) : gone.includes(character);
  const all = Array.from(text);
  let start = 0;
  let end = all.length;
  while (side !== 'end' && start < end && isGone(all[start] ?? '')) start++;
  while (side !== 'start' && end > start && isGone(all[end - 1] ?? '')) end--;
  return all.slice(start, end).join('');
}

function partition(text: string, separator: string, at: number): Tuple {
  return at === -1
    ? Tuple.of(text, '', '')
    : Tuple.of(text.slice(0, at), separator, text.slice(at + separator.length));
}

function lastPartition(text: string, separator: string): Tuple {
  const at = text.lastIndexOf(separator);
  return at === -1 ? Tuple.of('', '', text) : partition(text, separator, at);
}

/** Without a separator at any white space, of which there is none at the ends. */
function split(text: string, separator: unknown, most: unknown = -1): string[] {
  const isAtSpace = separator === undefined || separator === null;
  const by = isAtSpace ? /\s+/ : textIn(separator);
  if (by === '') throw new Error('the separator is empty');
  let rest = isAtSpace ? text.trimStart() : text;
  const parts: string[] = [];
  const limit = wholeNumber(most);
  while (limit < 0 || parts.length < limit) {
    const [whole] = isAtSpace ? (/\s+/.exec(rest) ?? []) : rest.includes(by as string) ? [by as string] : [];
    if (whole === undefined) break;
    const at = rest.indexOf(whole);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at + whole.length);
  }
  return isAtSpace && rest === '' ? parts : [...parts, rest];
}

/** From the end: the same of all that is turned round. */
function lastSplit(text: string, separator: unknown, most: unknown): string[] {
  const turned = (part: string) => Array.from(part).reverse().join('');
  const by = separator === undefined || separator === null ? separator : turned(textIn(separator));
  return split(turned(text), by, most).map(turned).reverse();
}

function splitLines(text: string, keepEnds: unknown = false): string[] {
  const lines = text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
  return isTrue(keepEnds) ? lines : lines.map((line) => line.replace(/[\r\n]+$/, ''));
}

/** `{}`, `{0}` and `{name}`, without a format; `{{` and `}}` are braces. @internal */
export function formatted(text: string, given: readonly unknown[]): string {
  const last = given.at(-1);
  const named = isMapping(last) && Object.hasOwn(last, '__keywords') ? last : {};
  const values = named === last ? given.slice(0, -1) : given;
  let next = 0;
  let hasNumbers = false;
  return text.replaceAll(/\{\{|\}\}|\{([^{}]*)\}/g, (field, key?: string) => {
    if (key === undefined) return field.slice(1);
    if (!/^\w*$/.test(key)) {
      throw new Error(`the field ${field} has a format, which is not supported; "%5.2f" % value is`);
    }
    hasNumbers ||= /^\d+$/.test(key);
    const index = key === '' ? next++ : Number(key);
    if (hasNumbers && next > 0) throw new Error('fields with and without a number cannot be mixed');
    if (/^\d*$/.test(key) ? index < values.length : Object.hasOwn(named, key)) {
      return pythonText(/^\d*$/.test(key) ? values[index] : named[key]);
    }
    throw new Error(`format() was given nothing for ${field}`);
  });
}
