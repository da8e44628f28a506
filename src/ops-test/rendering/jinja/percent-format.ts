import { filledEnd, filledStart } from './letters';
import { fixed, powerOfTen, shortest } from './number-text';
import { escapeOf, pythonRepr, pythonText } from './python-text';
import { isMapping, isNumeric, isText, kindOf, wholeNumber } from './python-value';
import { Tuple } from './tuple';

const field = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?([\s\S]?)/g;

interface Field {
  readonly flags: string;
  readonly digits: number | undefined;
  readonly kind: string;
}

/**
 * Python's `text % values`.
 *
 * @param values - a tuple of them, a mapping for `%(name)s`, or one value
 * @throws Error for a value that does not fit, and for too few and too many of them
 * @internal
 */
export function percentFormat(text: string, values: unknown): string {
  const placed: readonly unknown[] = values instanceof Tuple ? values : [values];
  let used = 0;
  const next = () => {
    if (used < placed.length) return placed[used++];
    throw new Error('there are fewer values than the text has fields for');
  };
  const number = (given: string | undefined) => (given === '*' ? Number(next()) : Number(given ?? 0));
  const shown = text.replaceAll(
    field,
    (whole, name: string | undefined, flags: string, width?: string, digits?: string, kind: string = '') => {
      if (kind === '%') return '%';
      if (kind === '') throw new Error(`the field ${whole} is incomplete`);
      const [least, precision] = [number(width), digits === undefined ? undefined : number(digits)];
      const value = name === undefined ? next() : named(values, name);
      return padded(converted(value, { flags, digits: precision, kind }), least, flags, kind);
    },
  );
  const isLeftOver = values instanceof Tuple || !(isMapping(values) || Array.isArray(values));
  if (isLeftOver && used < placed.length)
    throw new Error('there are more values than the text has fields for');
  return shown;
}

function named(values: unknown, name: string): unknown {
  if (!isMapping(values)) throw new Error(`a mapping is needed for %(${name}); got ${kindOf(values)}`);
  if (Object.hasOwn(values, name)) return values[name];
  throw new Error(`there is no value for %(${name})`);
}

function padded(text: string, width: number, flags: string, kind: string): string {
  if (flags.includes('-')) return filledEnd(text, width);
  const isNumber = !'sracSRAC'.includes(kind);
  if (!flags.includes('0') || !isNumber) return filledStart(text, width);
  const [sign = ''] = /^[-+ ]?(?:0[xXo])?/.exec(text) ?? [];
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

function converted(value: unknown, field: Field): string {
  const { digits, kind } = field;
  switch (kind) {
    case 's':
      return pythonText(value).slice(0, digits);
    case 'r':
      return pythonRepr(value).slice(0, digits);
    case 'a':
      return pythonRepr(value)
        .replaceAll(/[^\0-\x7f]/gu, escapeOf)
        .slice(0, digits);
    case 'c':
      return character(value);
    case 'd':
    case 'i':
    case 'u':
      return signed(Math.trunc(number(value, kind)), field, (size) => whole(size, 10));
    case 'o':
      return signed(wholeNumber(value), field, (size) => whole(size, 8));
    case 'x':
    case 'X':
      return signed(wholeNumber(value), field, (size) => whole(size, 16));
    default:
      if ('eEfFgG'.includes(kind)) return signed(number(value, kind), field, (size) => fraction(size, field));
      throw new Error(`there is no format %${kind}`);
  }
}

function number(value: unknown, kind: string): number {
  if (isNumeric(value)) return Number(value);
  throw new Error(`%${kind} is for a number; got ${kindOf(value)}`);
}

function character(value: unknown): string {
  if (isText(value) && Array.from(String(value)).length === 1) return String(value);
  if (typeof value === 'number' && Number.isInteger(value)) return String.fromCodePoint(value);
  throw new Error(`%c is for one character; got ${kindOf(value)}`);
}

const prefixes: Readonly<Record<string, string>> = { x: '0x', X: '0X', o: '0o' };

function signed(value: number, { flags, digits, kind }: Field, write: (size: number) => string): string {
  const sign = value < 0 ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const prefix = flags.includes('#') ? (prefixes[kind] ?? '') : '';
  const text = write(Math.abs(value));
  const filled = 'diuoxX'.includes(kind) ? text.padStart(digits ?? 0, '0') : text;
  return sign + prefix + (/[XEFG]/.test(kind) ? filled.toUpperCase() : filled);
}

function whole(size: number, base: number): string {
  if (Number.isFinite(size)) return BigInt(size).toString(base);
  throw new Error(`${pythonText(size)} is no whole number`);
}

function fraction(size: number, { flags, digits = 6, kind }: Field): string {
  const hasPoint = flags.includes('#');
  const text = unsigned(size, digits, kind.toLowerCase(), hasPoint);
  return hasPoint && !text.includes('.') ? text.replace(/(?=e|$)/, '.') : text;
}

function unsigned(size: number, digits: number, kind: string, withZeros: boolean): string {
  if (kind === 'f') return fixed(size, digits);
  return kind === 'e' ? powerOfTen(size, digits) : shortest(size, digits, withZeros);
}
