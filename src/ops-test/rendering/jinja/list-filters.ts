import type { NamedFilter } from './filters';
import { pythonText } from './python-text';
import { isEqual, isLess, isMapping, isText, isTrue, itemsOf } from './python-value';

type Call<R> = (name: string, value: unknown, args: readonly unknown[]) => R;

/** Those that work on lists. @internal */
export function listFilters(
  callFilter: Call<unknown>,
  callTest: Call<boolean>,
): Readonly<Record<string, NamedFilter>> {
  return {
    ...simple,
    ...selections(callTest),
    map: [[], (value, ...args) => mapped(callFilter, value, args)],
  };
}

const simple: Readonly<Record<string, NamedFilter>> = {
  batch: [['linecount', 'fill_with'], batch],
  first: [[], (value) => itemsOf(value)[0]],
  groupby: [['attribute', 'default'], groupBy],
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
    (value, sensitive, attribute) => ordered(value, sensitive, attribute).at(-1),
  ],
  min: [
    ['case_sensitive', 'attribute'],
    (value, sensitive, attribute) => ordered(value, sensitive, attribute)[0],
  ],
  reverse: [
    [],
    (value) => (isText(value) ? Array.from(String(value)).reverse().join('') : [...itemsOf(value)].reverse()),
  ],
  slice: [['slices', 'fill_with'], slice],
  sort: [
    ['reverse', 'case_sensitive', 'attribute'],
    (value, reverse, sensitive, attribute) => ordered(value, sensitive, attribute, isTrue(reverse)),
  ],
  sum: [
    ['attribute', 'start'],
    (value, attribute, start = 0) =>
      itemsOf(value).reduce<number>((sum, item) => sum + Number(attributeOf(item, attribute)), Number(start)),
  ],
  unique: [['case_sensitive', 'attribute'], unique],
};

function selections(callTest: Call<boolean>): Readonly<Record<string, NamedFilter>> {
  const holds = (item: unknown, [test, ...args]: readonly unknown[]) =>
    test === undefined ? isTrue(item) : callTest(pythonText(test), item, args);
  return {
    select: [[], (value, ...args) => itemsOf(value).filter((item) => holds(item, args))],
    reject: [[], (value, ...args) => itemsOf(value).filter((item) => !holds(item, args))],
    selectattr: [
      [],
      (value, name, ...args) => itemsOf(value).filter((item) => holds(attributeOf(item, name), args)),
    ],
    rejectattr: [
      [],
      (value, name, ...args) => itemsOf(value).filter((item) => !holds(attributeOf(item, name), args)),
    ],
  };
}

function mapped(callFilter: Call<unknown>, value: unknown, args: readonly unknown[]): unknown[] {
  const [first, ...rest] = args;
  if (!isMapping(first)) return itemsOf(value).map((item) => callFilter(pythonText(first), item, rest));
  const { attribute, default: otherwise } = first;
  return itemsOf(value).map((item) => attributeOf(item, attribute) ?? otherwise);
}

/** `name`, `address.ip`, or an index. */
function attributeOf(item: unknown, attribute: unknown): unknown {
  if (attribute === undefined || attribute === null) return item;
  let found = item;
  for (const key of pythonText(attribute).split('.')) {
    if (Array.isArray(found)) found = (found as unknown[])[Number(key)];
    else found = isMapping(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found;
}

function ordered(value: unknown, sensitive: unknown, attribute: unknown, reverse = false): unknown[] {
  const keyOf = (item: unknown) => comparable(attributeOf(item, attribute), sensitive);
  const keyed = itemsOf(value).map((item) => ({ item, key: keyOf(item) }));
  const sign = reverse ? -1 : 1;
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
function groupBy(value: unknown, attribute: unknown, otherwise?: unknown): unknown[] {
  const groups: { readonly key: unknown; readonly list: unknown[] }[] = [];
  for (const item of ordered(value, false, attribute)) {
    const key = attributeOf(item, attribute) ?? otherwise;
    const group = groups.find((each) => isEqual(comparable(each.key, false), comparable(key, false)));
    if (group) group.list.push(item);
    else groups.push({ key, list: [item] });
  }
  return groups.map(({ key, list }) => [key, list]);
}

function batch(value: unknown, count: unknown, fill?: unknown): unknown[][] {
  const [items, size] = [itemsOf(value), Number(count)];
  const rows = Array.from({ length: Math.ceil(items.length / size) }, (_, row) =>
    items.slice(row * size, (row + 1) * size),
  );
  const last = rows.at(-1);
  while (fill !== undefined && last && last.length < size) last.push(fill);
  return rows;
}

function slice(value: unknown, slices: unknown, fill?: unknown): unknown[][] {
  const [items, count] = [itemsOf(value), Number(slices)];
  const [size, longer] = [Math.floor(items.length / count), items.length % count];
  return Array.from({ length: count }, (_, index) => {
    const start = index * size + Math.min(index, longer);
    const part = items.slice(start, start + size + (index < longer ? 1 : 0));
    return fill !== undefined && index >= longer && longer > 0 ? [...part, fill] : part;
  });
}
