import { placed } from './arguments';
import { listFilters } from './list-filters';
import { fixed } from './number-text';
import { attribute } from './python-methods';
import { floatOf, wholeIn } from './python-number';
import { pythonRepr, pythonText } from './python-text';
import { isLess, isMapping, isNumeric, isText, isTrue, itemsOf, kindOf, wholeNumber } from './python-value';
import { textFilters } from './text-filters';
import { pairsOf } from './tuple';

/** A filter or test: the value, then arguments. @internal */
export type Filter = (value: unknown, ...args: unknown[]) => unknown;

/** A filter and the names of its arguments, by which a template may give them; `any` gets them as they are. @internal */
export type NamedFilter = readonly [names: readonly string[] | 'any', apply: Filter, required?: number];

/**
 * The filters of Jinja2, by all their names.
 *
 * @param callOther - applies a filter by its name: what `map` does
 * @param callTest - applies a test by its name: what `select` does
 * @internal
 */
export function jinjaFilters(
  callOther: (name: string, value: unknown, args: readonly unknown[]) => unknown,
  callTest: (name: string, value: unknown, args: readonly unknown[]) => boolean,
): ReadonlyMap<string, Filter> {
  const all = { ...valueFilters, ...textFilters, ...listFilters(callOther, callTest) };
  const named = Object.entries(all).map(([name, filter]) => [name, positional(name, filter)] as const);
  const filters = new Map<string, Filter>(named);
  for (const [alias, name] of aliases) {
    const filter = filters.get(name);
    if (filter) filters.set(alias, filter);
  }
  return filters;
}

const aliases = [
  ['d', 'default'],
  ['e', 'escape'],
  ['count', 'length'],
] as const;

function positional(name: string, [names, apply, required]: NamedFilter): Filter {
  if (names === 'any') return apply;
  return (value, ...args) => apply(value, ...placed(`the filter ${name}`, names, args, required));
}

const valueFilters: Readonly<Record<string, NamedFilter>> = {
  abs: [[], (value) => Math.abs(number(value))],
  attr: [['name'], attribute, 1],
  default: [
    ['default_value', 'boolean'],
    (value, otherwise = '', boolean = false) =>
      value === undefined || (isTrue(boolean) && !isTrue(value)) ? otherwise : value,
  ],
  float: [['default'], (value, otherwise = 0) => orElse(floatOf(defined(value)), otherwise)],
  int: [
    ['default', 'base'],
    (value, otherwise = 0, base = 10) => orElse(intOf(value, Number(base)), otherwise),
  ],
  items: [[], (value) => (value === undefined ? [] : pairsOf(mapping(value)))],
  length: [[], (value) => (value === undefined ? 0 : itemsOf(value).length)],
  list: [[], (value) => [...itemsOf(value)]],
  round: [['precision', 'method'], round],
  safe: [[], (value) => value],
  string: [[], pythonText],
  tojson: [['indent'], toJson],
  dictsort: [['case_sensitive', 'by', 'reverse'], dictSort],
};

function number(value: unknown): number {
  if (isNumeric(value)) return Number(value);
  throw new Error(`a number is needed; got ${kindOf(value)}`);
}

function defined(value: unknown): unknown {
  if (value === undefined) throw new Error('what is undefined is no number');
  return value;
}

function orElse(value: number | undefined, otherwise: unknown): unknown {
  return value ?? otherwise;
}

function intOf(value: unknown, base: number): number | undefined {
  const whole = isText(value) ? wholeIn(String(value), base) : undefined;
  const fraction = whole ?? floatOf(defined(value));
  return fraction !== undefined && Number.isFinite(fraction) ? Math.trunc(fraction) : undefined;
}

/** Halves go to the even neighbour, as in Python. */
function round(value: unknown, precision: unknown = 0, method: unknown = 'common'): number {
  const [size, digits] = [number(value), wholeNumber(precision)];
  const factor = 10 ** digits;
  if (method === 'ceil') return Math.ceil(size * factor) / factor;
  if (method === 'floor') return Math.floor(size * factor) / factor;
  if (method !== 'common')
    throw new Error(`round has no method ${pythonRepr(method)}; it has common, ceil, floor`);
  return digits < 0 ? Number(fixed(size * factor, 0)) / factor : Number(fixed(size, digits));
}

/** As `json.dumps` writes it, keys in order, and safe inside of HTML as Jinja2 has it. */
function toJson(value: unknown, indent?: unknown): string {
  const text = dumped(value, indent === undefined || indent === null ? undefined : Number(indent), 0);
  return text
    .replaceAll('<', String.raw`\u003c`)
    .replaceAll('>', String.raw`\u003e`)
    .replaceAll('&', String.raw`\u0026`)
    .replaceAll("'", String.raw`\u0027`);
}

function dumped(value: unknown, indent: number | undefined, depth: number): string {
  if (isText(value)) return asciiJson(String(value));
  if (Array.isArray(value))
    return bracketed(
      '[]',
      value.map((item) => dumped(item, indent, depth + 1)),
      indent,
      depth,
    );
  if (!isMapping(value)) {
    if (value === undefined || typeof value === 'function')
      throw new Error(`${kindOf(value)} cannot be written as JSON`);
    return typeof value === 'number' && !Number.isFinite(value) ? jsonName(value) : JSON.stringify(value);
  }
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1));
  const pairs = keys.map((key) => `${asciiJson(key)}: ${dumped(value[key], indent, depth + 1)}`);
  return bracketed('{}', pairs, indent, depth);
}

function bracketed(
  brackets: string,
  parts: readonly string[],
  indent: number | undefined,
  depth: number,
): string {
  const [open = '', close = ''] = brackets;
  if (indent === undefined || parts.length === 0) return open + parts.join(', ') + close;
  const pad = (level: number) => `\n${' '.repeat(indent * level)}`;
  return open + pad(depth + 1) + parts.join(`,${pad(depth + 1)}`) + pad(depth) + close;
}

function jsonName(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

function asciiJson(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function dictSort(
  value: unknown,
  caseSensitive: unknown = false,
  by: unknown = 'key',
  reverse: unknown = false,
) {
  const at = by === 'value' ? 1 : 0;
  const keyOf = (pair: readonly unknown[]) => {
    const key = pair[at];
    return typeof key === 'string' && !isTrue(caseSensitive) ? key.toLowerCase() : key;
  };
  const sorted = pairsOf(mapping(value)).sort((a, b) => {
    const [x, y] = [keyOf(a), keyOf(b)];
    return isLess(x, y) ? -1 : isLess(y, x) ? 1 : 0;
  });
  return isTrue(reverse) ? sorted.reverse() : sorted;
}

function mapping(value: unknown): Readonly<Record<string, unknown>> {
  if (isMapping(value)) return value;
  throw new Error(`a mapping is needed; got ${kindOf(value)}`);
}
