import { isNumeric, isText } from './python-value';

const decimal = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+)?$/i;
const named: Readonly<Record<string, number>> = { inf: Infinity, infinity: Infinity, nan: Number.NaN };

/** Python's `float(value)`; `undefined` where it would fail. @internal */
export function floatOf(value: unknown): number | undefined {
  if (isNumeric(value)) return Number(value);
  if (!isText(value)) return undefined;
  const text = String(value).trim();
  if (decimal.test(text)) return Number(text.replaceAll('_', ''));
  const [, sign, name = ''] = /^([+-]?)(\w+)$/.exec(text.toLowerCase()) ?? [];
  const size = Object.hasOwn(named, name) ? named[name] : undefined;
  return size !== undefined && sign === '-' ? -size : size;
}

const bases: Readonly<Record<string, number>> = { x: 16, o: 8, b: 2 };

/** Python's `int(text, base)`, with the prefix that the base has; `undefined` where it would fail. @internal */
export function wholeIn(text: string, base: number): number | undefined {
  const whole = /^([+-]?)(?:0([xob])_?)?([\da-z]+(?:_[\da-z]+)*)$/.exec(text.trim().toLowerCase());
  if (!whole) return undefined;
  const [, sign = '', letter, digits = ''] = whole;
  const own = letter === undefined ? undefined : bases[letter];
  // In base 36, and in 16 with b, the letter of a prefix is a digit.
  if (own !== undefined && base !== 0 && base !== own)
    return valueOf(sign, `0${letter ?? ''}${digits}`, base);
  if (own === undefined && base === 0 && /^0[\d_]*[1-9]/.test(digits)) return undefined;
  return valueOf(sign, digits, own ?? (base === 0 ? 10 : base));
}

function valueOf(sign: string, given: string, base: number): number | undefined {
  const digits = Array.from(given.replaceAll('_', ''), (digit) => Number.parseInt(digit, 36));
  if (digits.some((digit) => digit >= base)) return undefined;
  const size = digits.reduce((sum, digit) => sum * base + digit, 0);
  return sign === '-' ? -size : size;
}
