import { placed } from './arguments';
import type { NamedFilter } from './filters';
import { isKeywords } from './keywords';
import { operators } from './operators';
import { member } from './python-methods';
import { pythonText } from './python-text';
import { isEqual, isLess, isText, isTrue, itemsOf, wholeNumber } from './python-value';
import { Group } from './tuple';

type Call<R> = (name: string, value: unknown, args: readonly unknown[]) => R;

/** Those that work on lists. @internal */
export function listFilters(
  callFilter: Call<unknown>,
  callTest: Call<boolean>,
): Readonly<Record<string, NamedFilter>> {
  return {
    ...simple,
    ...selections(callTest),
    map: ['any', (value, ...args) => mapped(callFilter, value, args)],
  };
}

const simple: Readonly<Record<string, NamedFilter>> = {
  batch: [['linecount', 'fill_with'], batch, 1],
  first: [[], (value) => itemsOf(value)[0]],
  groupby: [['attribute', 'default', 'case_sensitive'], groupBy, 1],
  join: [
    ['d', 'attribute'],
    (value, separator = '', attribute) =>
      itemsOf(value)
        .map((item) => pythonText(attributeOf(item, attribute)))
        .join(pythonText(separator)),
  ],
  last: [[], (value) => itemsOf(value).at(-1)],
  max: [
    ['case_sensitive', 'attribute'],
    (value, sensitive, attribute) => ordered(value, sensitive, attribute, { reverse: true })[0],
  ],
  min: [
    ['case_sensitive', 'attribute'],
    (value, sensitive, attribute) => ordered(value, sensitive, attribute)[0],
  ],
  reverse: [
    [],
    (value) => (isText(value) ? Array.from(String(value)).reverse().join('') : [...itemsOf(value)].reverse()),
  ],
  slice: [['slices', 'fill_with'], slice, 1],
  sort: [
    ['reverse', 'case_sensitive', 'attribute'],
    (value, reverse, sensitive, attribute) => {
      // By several, as `age,name`.
      const names = isText(attribute) ? String(attribute).split(',') : [attribute];
      return ordered(value, sensitive, names, { reverse: isTrue(reverse) });
    },
  ],
  sum: [
    ['attribute', 'start'],
    (value, attribute, start = 0) =>
      itemsOf(value).reduce((sum, item) => operators.add(sum, attributeOf(item, attribute)), start),
  ],
  unique: [['case_sensitive', 'attribute'], unique],
};

function selections(callTest: Call<boolean>): Readonly<Record<string, NamedFilter>> {
  const holds = (item: unknown, [test, ...args]: readonly unknown[]) =>
    test === undefined ? isTrue(item) : callTest(pythonText(test), item, args);
  return {
    select: ['any', (value, ...args) => itemsOf(value).filter((item) => holds(item, args))],
    reject: ['any', (value, ...args) => itemsOf(value).filter((item) => !holds(item, args))],
    selectattr: [
      'any',
      (value, name, ...args) => itemsOf(value).filter((item) => holds(attributeOf(item, name), args)),
    ],
    rejectattr: [
      'any',
      (value, name, ...args) => itemsOf(value).filter((item) => !holds(attributeOf(item, name), args)),
    ],
  };
}

function mapped(callFilter: Call<unknown>, value: unknown, args: readonly unknown[]): unknown[] {
  const [first, ...rest] = args;
  if (!isKeywords(first)) return itemsOf(value).map((item) => callFilter(pythonText(first), item, rest));
  const [attribute, otherwise] = placed('the filter map', ['attribute', 'default'], [first]);
  return itemsOf(value).map((item) => attributeOf(item, attribute, otherwise));
}

/** `name`, `address.ip`, or an index. */
function attributeOf(item: unknown, attribute: unknown, otherwise?: unknown): unknown {
  if (attribute === undefined || attribute === null) return item;
  let [found, source] = [item, 'the item'];
  for (const key of pythonText(attribute).split('.')) {
    found = member(found, /^\d+$/.test(key) ? Number(key) : key, source) ?? otherwise;
    source = key;
  }
  return found;
}

interface Order {
  readonly reverse?: boolean;
  readonly otherwise?: unknown;
}

/** @param attributes - one, or a list of which the first that differs decides */
function ordered(
  value: unknown,
  sensitive: unknown,
  attributes: unknown,
  { reverse, otherwise }: Order = {},
): unknown[] {
  const keyOf = (item: unknown) =>
    (Array.isArray(attributes) ? (attributes as unknown[]) : [attributes]).map((attribute) =>
      comparable(attributeOf(item, attribute, otherwise), sensitive),
    );
  const keyed = itemsOf(value).map((item) => ({ item, key: keyOf(item) }));
  const sign = reverse === true ? -1 : 1;
  keyed.sort((a, b) => (isLess(a.key, b.key) ? -sign : isLess(b.key, a.key) ? sign : 0));
  return keyed.map(({ item }) => item);
}

function comparable(value: unknown, sensitive: unknown): unknown {
  return isText(value) && !isTrue(sensitive) ? String(value).toLowerCase() : value;
}

function unique(value: unknown, sensitive: unknown, attribute: unknown): unknown[] {
  const seen: unknown[] = [];
  return itemsOf(value).filter((item) => {
    const key = comparable(attributeOf(item, attribute), sensitive);
    if (seen.some((other) => isEqual(other, key))) return false;
    seen.push(key);
    return true;
  });
}

/** Each group is a pair: what its members share, and the members. */
function groupBy(value: unknown, attribute: unknown, otherwise?: unknown, sensitive?: unknown): unknown[] {
  const groups: { readonly key: unknown; readonly list: unknown[] }[] = [];
  for (const item of ordered(value, sensitive, attribute, { otherwise })) {
    const key = attributeOf(item, attribute, otherwise);
    const group = groups.find((each) => isEqual(comparable(each.key, sensitive), comparable(key, sensitive)));
    if (group) group.list.push(item);
    else groups.push({ key, list: [item] });
  }
  return groups.map(({ key, list }) => Group.of(key, list));
}

function batch(value: unknown, count: unknown, fill?: unknown): unknown[][] {
  const [items, size] = [itemsOf(value), wholeNumber(count)];
  const rows = Array.from({ length: Math.ceil(items.length / size) }, (_, row) =>
    items.slice(row * size, (row + 1) * size),
  );
  const last = rows.at(-1);
  while (fill !== undefined && last && last.length < size) last.push(fill);
  return rows;
}

function slice(value: unknown, slices: unknown, fill?: unknown): unknown[][] {
  const [items, count] = [itemsOf(value), wholeNumber(slices)];
  const [size, longer] = [Math.floor(items.length / count), items.length % count];
  return Array.from({ length: count }, (_, index) => {
    const start = index * size + Math.min(index, longer);
    const part = items.slice(start, start + size + (index < longer ? 1 : 0));
    return fill !== undefined && fill !== null && index >= longer ? [...part, fill] : part;
  });
}
