import { listFilters } from './list-filters';
import { isKeywords, withoutMark } from './keywords';
import { textFilters } from './text-filters';
import { pythonText } from './python-text';
import { pairsOf } from './tuple';
import { isEqual, isMapping, isText, isTrue, itemsOf, kindOf } from './python-value';

/** A filter or test: the value, then arguments. @internal */
export type Filter = (value: unknown, ...args: unknown[]) => unknown;

/** A filter and the names of its arguments, by which a template may give them. @internal */
export type NamedFilter = readonly [names: readonly string[], apply: Filter];

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

/** Puts arguments that are given by name where they belong. */
function positional(name: string, [names, apply]: NamedFilter): Filter {
  return (value, ...args) => {
    const last = args.at(-1);
    if (!isKeywords(last)) return apply(value, ...args);
    const placed = args.slice(0, -1);
    const keywords = withoutMark(last);
    // Some take any name: map(attribute=…, default=…).
    if (names.length === 0) return apply(value, ...placed, keywords);
    for (const [key, item] of Object.entries(keywords)) {
      const index = names.indexOf(key);
      if (index === -1)
        throw new Error(`the filter ${name} has no argument ${key}; it has ${names.join(', ')}`);
      placed[index] = item;
    }
    return apply(value, ...placed);
  };
}

const valueFilters: Readonly<Record<string, NamedFilter>> = {
  abs: [[], (value) => Math.abs(Number(value))],
  attr: [['name'], (value, name) => (isMapping(value) ? value[pythonText(name)] : undefined)],
  default: [
    ['default_value', 'boolean'],
    (value, otherwise = '', boolean = false) =>
      value === undefined || (isTrue(boolean) && !isTrue(value)) ? otherwise : value,
  ],
  float: [['default'], (value, otherwise = 0) => numberOr(value, otherwise, Number.parseFloat)],
  int: [
    ['default', 'base'],
    (value, otherwise = 0, base = 10) => numberOr(value, otherwise, integer(Number(base))),
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

function numberOr(value: unknown, otherwise: unknown, read: (text: string) => number): unknown {
  const number =
    typeof value === 'number' ? read(String(value)) : isText(value) ? read(String(value)) : Number(value);
  return value === null || value === undefined || Number.isNaN(number) ? otherwise : number;
}

const wholeNumber = /^\s*[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?\s*$/i;

function integer(base: number): (text: string) => number {
  return (text) => {
    if (base !== 10) return Number.parseInt(text, base);
    return wholeNumber.test(text) ? Math.trunc(Number(text)) : Number.NaN;
  };
}

/** Halves go to the even neighbour, as in Python. */
function round(value: unknown, precision: unknown = 0, method: unknown = 'common'): number {
  const factor = 10 ** Number(precision);
  const scaled = Number(value) * factor;
  if (method === 'ceil') return Math.ceil(scaled) / factor;
  if (method === 'floor') return Math.floor(scaled) / factor;
  const below = Math.floor(scaled);
  const isHalf = scaled - below === 0.5;
  return (isHalf ? below + (below % 2 === 0 ? 0 : 1) : Math.round(scaled)) / factor;
}

/** As `json.dumps` writes it, keys in order, and safe inside of HTML as Jinja2 has it. */
function toJson(value: unknown, indent?: unknown): string {
  if (value === undefined) throw new Error('what is undefined cannot be written as JSON');
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
  if (!isMapping(value)) return JSON.stringify(value);
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
    const [x, y] = [keyOf(a) as string, keyOf(b) as string];
    return isEqual(x, y) ? 0 : x < y ? -1 : 1;
  });
  return isTrue(reverse) ? sorted.reverse() : sorted;
}

function mapping(value: unknown): Readonly<Record<string, unknown>> {
  if (isMapping(value)) return value;
  throw new Error(`a mapping is needed; got ${kindOf(value)}`);
}
