import type { Filter } from './filters';
import { isNamespace } from './namespace';
import { percentFormat } from './percent-format';
import { setIn } from './python-methods';
import { pythonText } from './python-text';
import { Slice } from './slice';
import {
  contains,
  isEqual,
  isLess,
  isNumeric,
  isText,
  isTrue,
  itemsOf,
  kindOf,
  wholeNumber,
} from './python-value';
import { Tuple } from './tuple';

/** Operators that mean in Python something else than in JavaScript. @internal */
export const operators = {
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
    if (isNumeric(a) && (isText(b) || Array.isArray(b))) return operators.mul(b, a);
    if ((isText(a) || Array.isArray(a)) && isNumeric(b)) {
      const times = Math.max(wholeNumber(b), 0);
      if (isText(a)) return String(a).repeat(times);
      // One level alone: what is in the list may be lists.
      const items = Array.from({ length: times }, () => a as unknown[]).flat();
      return a instanceof Tuple ? Tuple.of(...items) : items;
    }
    return numbers(a, b, 'multiplied', (x, y) => x * y);
  },
  sub: (a: unknown, b: unknown) => numbers(a, b, 'subtracted', (x, y) => x - y),
  div: (a: unknown, b: unknown) => numbers(a, notZero(b), 'divided', (x, y) => x / y),
  floorDiv: (a: unknown, b: unknown) => numbers(a, notZero(b), 'divided', (x, y) => Math.floor(x / y)),
  mod: (a: unknown, b: unknown): unknown => {
    if (isText(a)) return percentFormat(String(a), b);
    // The sign is that of the divisor.
    return numbers(a, notZero(b), 'divided', (x, y) => ((x % y) + y) % y);
  },
  pow: (a: unknown, b: unknown) => numbers(a, b, 'raised', (x, y) => x ** y),
};

/** What the code of a template calls for its expressions. @internal */
export const expressions = {
  isTrue,
  slice: (start: unknown, stop: unknown = null, step: unknown = null) => new Slice(start, stop, step),
  binary: (
    name: keyof typeof operators,
    aSource: string,
    bSource: string,
    a: unknown,
    b: unknown,
  ): unknown => {
    if (name !== 'concat') {
      checkDefined(a, aSource);
      // "%s" % missing
      if (!(name === 'mod' && isText(a))) checkDefined(b, bSource);
    }
    return operators[name](a, b);
  },
  compare: (sources: readonly string[], first: unknown, ...rest: unknown[]): boolean => {
    let left = first;
    for (let index = 0; index < rest.length; index += 2) {
      const [operator, right] = [String(rest[index]), rest[index + 1]];
      if (orders.has(operator)) {
        checkDefined(left, sources[index / 2]);
        checkDefined(right, sources[index / 2 + 1]);
      }
      if (!compared(left, operator, right)) return false;
      left = right;
    }
    return true;
  },
  /** Some filters and tests are there for what is undefined; where another fails of it, it says so. */
  applied: (apply: Filter, source: string, value: unknown, ...args: unknown[]): unknown => {
    try {
      return apply(value, ...args);
    } catch (error) {
      checkDefined(value, source);
      throw error;
    }
  },
  called: (source: string, callee: unknown, ...args: unknown[]): unknown => {
    checkDefined(callee, source);
    if (typeof callee !== 'function')
      throw new Error(`'${source}' is ${kindOf(callee)} and cannot be called`);
    return (callee as (...args: unknown[]) => unknown)(...args);
  },
  given: (name: string, value: unknown) => {
    if (value !== undefined) return value;
    throw new Error(`Jinja2's ${name} is not supported`);
  },
  key: (value: unknown): string => {
    if (isText(value)) return String(value);
    throw new Error(`keys of mappings that are no texts are not supported; got ${kindOf(value)}`);
  },
  itemsOf,
  unpack: (item: unknown, count: number) => {
    const parts = itemsOf(item);
    if (parts.length === count) return parts;
    throw new Error(`${String(count)} variables cannot take ${String(parts.length)} values`);
  },
  tuple: (...items: unknown[]) => Tuple.of(...items),
  assign: (target: unknown, key: string, value: unknown) => {
    if (!isNamespace(target))
      throw new Error(`${key} can be set in a namespace alone; got ${kindOf(target)}`);
    setIn(target, key, value);
  },
};

const orders: ReadonlySet<string> = new Set(['<', '>', '<=', '>=']);

function checkDefined(value: unknown, source: string | undefined): void {
  if (value === undefined) throw new Error(`'${source ?? ''}' is undefined`);
}

function notZero(value: unknown): unknown {
  if (value === 0 || value === false) throw new Error('nothing can be divided by 0');
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
