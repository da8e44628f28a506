import type { Filter } from './filters';
import { operators } from './operators';
import { isLower, isUpper } from './letters';
import { pythonText } from './python-text';
import { contains, isEqual, isLess, isMapping, isNumeric, isText, kindOf } from './python-value';

function number(value: unknown): number {
  if (isNumeric(value)) return Number(value);
  throw new Error(`a number is needed; got ${kindOf(value)}`);
}

const isNumber = (value: unknown): value is number => typeof value === 'number';

const plain: Readonly<Record<string, Filter>> = {
  boolean: (value) => typeof value === 'boolean',
  // What is undefined can be called, to say that it cannot.
  callable: (value) => typeof value === 'function' || value === undefined,
  defined: (value) => value !== undefined,
  divisibleby: (value, by) => operators.mod(number(value), number(by)) === 0,
  eq: (value, other) => isEqual(value, other),
  even: (value) => number(value) % 2 === 0,
  false: (value) => value === false,
  float: (value) => isNumber(value) && !Number.isInteger(value),
  ge: (value, other) => !isLess(value, other),
  gt: (value, other) => isLess(other, value),
  in: (value, container) => contains(container, value),
  integer: (value) => isNumber(value) && Number.isInteger(value),
  iterable: (value) => isText(value) || (typeof value === 'object' && value !== null) || value === undefined,
  le: (value, other) => !isLess(other, value),
  lower: (value) => isLower(pythonText(value)),
  lt: (value, other) => isLess(value, other),
  mapping: (value) => isMapping(value),
  ne: (value, other) => !isEqual(value, other),
  none: (value) => value === null,
  number: (value) => isNumber(value) || typeof value === 'boolean',
  odd: (value) => Math.abs(number(value) % 2) === 1,
  sameas: (value, other) => value === other,
  sequence: (value) => isText(value) || (typeof value === 'object' && value !== null) || value === undefined,
  string: (value) => isText(value),
  test: (value) =>
    isText(value) && (Object.hasOwn(plain, String(value)) || Object.hasOwn(aliases, String(value))),
  true: (value) => value === true,
  undefined: (value) => value === undefined,
  upper: (value) => isUpper(pythonText(value)),
};

const aliases: Readonly<Record<string, string>> = {
  '==': 'eq',
  equalto: 'eq',
  '!=': 'ne',
  '>': 'gt',
  greaterthan: 'gt',
  '>=': 'ge',
  '<': 'lt',
  lessthan: 'lt',
  '<=': 'le',
};

/**
 * A test of Jinja2 by any of its names.
 *
 * @param hasFilter - what the test `filter` asks
 * @throws Error for one that there is none of
 * @internal
 */
export function jinjaTest(name: string, hasFilter: (name: string) => boolean): Filter {
  if (name === 'filter') return (value) => isText(value) && hasFilter(String(value));
  const own = aliases[name] ?? name;
  const test = Object.hasOwn(plain, own) ? plain[own] : undefined;
  if (test) return test;
  throw new Error(`No test named '${name}'`);
}
