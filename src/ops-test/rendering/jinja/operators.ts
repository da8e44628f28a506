import { pythonText } from './python-text';
import { Slice } from './slice';
import { contains, isEqual, isLess, isNumeric, isText, isTrue, itemsOf, kindOf } from './python-value';
import { Tuple } from './tuple';

/** Operators that mean in Python something else than in JavaScript. @internal */
export const operators = {
  isTrue,
  add: (a: unknown, b: unknown): unknown => {
    if (isNumeric(a) && isNumeric(b)) return Number(a) + Number(b);
    if (isText(a) && isText(b)) return String(a) + String(b);
    if (a instanceof Tuple && b instanceof Tuple) return Tuple.of<unknown>(...a, ...b);
    // A tuple and a list cannot be added.
    if (Array.isArray(a) && Array.isArray(b) && !(a instanceof Tuple || b instanceof Tuple))
      return [...(a as unknown[]), ...(b as unknown[])];
    throw new Error(`${kindOf(a)} and ${kindOf(b)} cannot be added`);
  },
  concat: (a: unknown, b: unknown) => pythonText(a) + pythonText(b),
  mul: (a: unknown, b: unknown): unknown => {
    if (isText(a) && typeof b === 'number') return String(a).repeat(Math.max(b, 0));
    if (Array.isArray(a) && typeof b === 'number') {
      const items = Array.from({ length: Math.max(b, 0) }, () => a as unknown[]).flat();
      return a instanceof Tuple ? Tuple.of(...items) : items;
    }
    return numbers(a, b, 'multiplied', (x, y) => x * y);
  },
  sub: (a: unknown, b: unknown) => numbers(a, b, 'subtracted', (x, y) => x - y),
  div: (a: unknown, b: unknown) => numbers(a, notZero(b), 'divided', (x, y) => x / y),
  floorDiv: (a: unknown, b: unknown) => numbers(a, notZero(b), 'divided', (x, y) => Math.floor(x / y)),
  mod: (a: unknown, b: unknown): unknown => {
    if (isText(a)) return percentFormat(String(a), b instanceof Tuple ? b : [b]);
    // The sign is that of the divisor.
    return numbers(a, notZero(b), 'divided', (x, y) => ((x % y) + y) % y);
  },
  pow: (a: unknown, b: unknown) => numbers(a, b, 'raised', (x, y) => x ** y),
  slice: (start: unknown, stop: unknown = null, step: unknown = null) => new Slice(start, stop, step),
  compare: (first: unknown, ...rest: unknown[]): boolean => {
    let left = first;
    for (let index = 0; index < rest.length; index += 2) {
      const right = rest[index + 1];
      if (!compared(left, String(rest[index]), right)) return false;
      left = right;
    }
    return true;
  },
  given: (name: string, value: unknown) => {
    if (value !== undefined) return value;
    throw new Error(`Jinja2's ${name} is not supported`);
  },
  itemsOf,
  unpack: (item: unknown, count: number) => {
    const parts = itemsOf(item);
    if (parts.length === count) return parts;
    throw new Error(`${String(count)} variables cannot take ${String(parts.length)} values`);
  },
};

function notZero(value: unknown): unknown {
  if (value === 0) throw new Error('nothing can be divided by 0');
  return value;
}

function numbers(a: unknown, b: unknown, done: string, work: (x: number, y: number) => number): number {
  if (isNumeric(a) && isNumeric(b)) return work(Number(a), Number(b));
  throw new Error(`${kindOf(a)} and ${kindOf(b)} cannot be ${done}`);
}

function compared(a: unknown, operator: string, b: unknown): boolean {
  switch (operator) {
    case '==':
      return isEqual(a, b);
    case '!=':
      return !isEqual(a, b);
    case '<':
      return isLess(a, b);
    case '>':
      return isLess(b, a);
    case '<=':
      return isLess(a, b) || isEqual(a, b);
    case '>=':
      return isLess(b, a) || isEqual(a, b);
    case 'in':
      return contains(b, a);
    case 'not in':
      return !contains(b, a);
    default:
      throw new Error(`Jinja2 has no operator ${operator}`);
  }
}

/** `%s`, `%d`, `%5.2f` and so on. @internal */
export function percentFormat(text: string, values: readonly unknown[]): string {
  let next = 0;
  return text.replaceAll(
    /%(-?)(0?)(\d*)(?:\.(\d+))?([sdifxr%])/g,
    (_, left: string, zero: string, width: string, digits: string | undefined, kind: string) => {
      if (kind === '%') return '%';
      const shown = converted(values[next++], kind, digits);
      if (left) return shown.padEnd(Number(width));
      return shown.padStart(Number(width), zero && kind !== 's' ? '0' : ' ');
    },
  );
}

function converted(value: unknown, kind: string, digits: string | undefined): string {
  switch (kind) {
    case 'd':
    case 'i':
      return String(Math.trunc(Number(value)));
    case 'x':
      return Number(value).toString(16);
    case 'f':
      return Number(value).toFixed(digits === undefined ? 6 : Number(digits));
    default:
      return digits === undefined ? pythonText(value) : pythonText(value).slice(0, Number(digits));
  }
}
