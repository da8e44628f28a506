import { isEqual, isMapping, isText, itemsOf } from './python-value';
import { pythonText } from './python-text';
import { Slice } from './slice';
import { pairsOf } from './tuple';

type Method = (...args: unknown[]) => unknown;

/**
 * `target.key` and `target[key]` as Jinja2 has them: an item, an index (from the end too), else a method of Python's that
 * templates use. Nothing of JavaScript's own is reached.
 *
 * @internal
 */
export function member(target: unknown, key: unknown, name: string): unknown {
  if (target === undefined) throw new Error(`'${name}' is undefined`);
  if (target === null) throw new Error(`'${name}' is None, and has no ${pythonText(key)}`);
  if (key instanceof Slice) return key.of(target);
  if (isMapping(target)) {
    const own = pythonText(key);
    return Object.hasOwn(target, own) ? target[own] : methodOf(mappingMethods(target), key);
  }
  if (Array.isArray(target) || isText(target)) {
    if (typeof key === 'number')
      return (Array.isArray(target) ? target : Array.from(String(target))).at(key) as unknown;
    return methodOf(Array.isArray(target) ? listMethods(target) : textMethods(String(target)), key);
  }
  return undefined;
}

function methodOf(methods: Readonly<Record<string, Method>>, key: unknown): Method | undefined {
  return typeof key === 'string' && Object.hasOwn(methods, key) ? methods[key] : undefined;
}

function mappingMethods(mapping: Readonly<Record<string, unknown>>): Readonly<Record<string, Method>> {
  return {
    items: () => pairsOf(mapping),
    keys: () => Object.keys(mapping),
    values: () => Object.values(mapping),
    get: (key, otherwise = null) =>
      Object.hasOwn(mapping, pythonText(key)) ? mapping[pythonText(key)] : otherwise,
  };
}

function listMethods(list: readonly unknown[]): Readonly<Record<string, Method>> {
  return {
    index: (item) => list.findIndex((each) => isEqual(each, item)),
    count: (item) => list.filter((each) => isEqual(each, item)).length,
    append: (item) => {
      (list as unknown[]).push(item);
      return null;
    },
  };
}

function textMethods(text: string): Readonly<Record<string, Method>> {
  const any = (given: unknown, test: (part: string) => boolean) =>
    (Array.isArray(given) ? given : [given]).some((part) => test(String(part)));
  return {
    upper: () => text.toUpperCase(),
    lower: () => text.toLowerCase(),
    capitalize: () => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase(),
    title: () =>
      text.toLowerCase().replaceAll(/\p{L}+/gu, (word) => word.slice(0, 1).toUpperCase() + word.slice(1)),
    strip: (characters) => stripped(text, characters, 'both'),
    lstrip: (characters) => stripped(text, characters, 'start'),
    rstrip: (characters) => stripped(text, characters, 'end'),
    split: (separator, most) => split(text, separator, most),
    splitlines: () =>
      text.split(/\r\n|\r|\n/).filter((line, index, all) => index < all.length - 1 || line !== ''),
    join: (items) => itemsOf(items).map(pythonText).join(text),
    replace: (from, to) => text.replaceAll(pythonText(from), () => pythonText(to)),
    startswith: (prefix) => any(prefix, (part) => text.startsWith(part)),
    endswith: (suffix) => any(suffix, (part) => text.endsWith(part)),
    find: (part) => text.indexOf(pythonText(part)),
    count: (part) => text.split(pythonText(part)).length - 1,
    isdigit: () => /^\d+$/.test(text),
    zfill: (width) => text.padStart(Number(width), '0'),
    format: (...values) => formatted(text, values),
  };
}

function stripped(text: string, characters: unknown, side: 'both' | 'start' | 'end'): string {
  const isGone = (character: string) =>
    typeof characters === 'string' ? characters.includes(character) : /\s/.test(character);
  const all = Array.from(text);
  let start = 0;
  let end = all.length;
  while (side !== 'end' && start < end && isGone(all[start] ?? '')) start++;
  while (side !== 'start' && end > start && isGone(all[end - 1] ?? '')) end--;
  return all.slice(start, end).join('');
}

/** Without a separator at any white space, of which there is none at the ends. */
function split(text: string, separator: unknown, most: unknown): string[] {
  if (separator === undefined || separator === null)
    return text.trim() === '' ? [] : text.trim().split(/\s+/);
  const parts = text.split(pythonText(separator));
  if (typeof most !== 'number' || most < 0 || parts.length <= most + 1) return parts;
  return [...parts.slice(0, most), parts.slice(most).join(pythonText(separator))];
}

/** `{}`, `{0}` and `{name}`, without a format; `{{` and `}}` are braces. */
function formatted(text: string, given: readonly unknown[]): string {
  const last = given.at(-1);
  const named = isMapping(last) && Object.hasOwn(last, '__keywords') ? last : {};
  const placed = named === last ? given.slice(0, -1) : given;
  let next = 0;
  return text.replaceAll(/\{\{|\}\}|\{([^{}]*)\}/g, (field, key?: string) => {
    if (key === undefined) return field.slice(1);
    if (!/^\w*$/.test(key)) {
      throw new Error(`the field ${field} has a format, which is not supported; "%5.2f" % value is`);
    }
    const index = key === '' ? next++ : Number(key);
    if (/^\d*$/.test(key) ? index < placed.length : Object.hasOwn(named, key)) {
      return pythonText(/^\d*$/.test(key) ? placed[index] : named[key]);
    }
    throw new Error(`format() was given nothing for ${field}`);
  });
}
