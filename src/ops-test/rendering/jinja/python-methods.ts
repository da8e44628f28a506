import { isKeywords, withoutMark } from './keywords';
import { isNamespace } from './namespace';
import { isEqual, isMapping, isText, itemsOf, wholeNumber } from './python-value';
import { pythonText } from './python-text';
import { Slice } from './slice';
import { bound, formatted, textMethods, type NamedMethod } from './text-methods';
import { Group, pairsOf } from './tuple';

type Mapping = Readonly<Record<string, unknown>>;
type Method = (...args: unknown[]) => unknown;

/**
 * `target.key` and `target[key]` as Jinja2 has them: an item, an index (from the end too), else a method of Python's that
 * templates use. Nothing of JavaScript's own is reached.
 *
 * @internal
 */
export function member(target: unknown, key: unknown, name: string): unknown {
  if (target === undefined) throw new Error(`'${name}' is undefined`);
  if (key instanceof Slice) return key.of(target);
  if (isMapping(target)) {
    const own = pythonText(key);
    return Object.hasOwn(target, own) ? target[own] : attribute(target, key);
  }
  if (Array.isArray(target) || isText(target)) {
    const isIndex = typeof key === 'boolean' || (typeof key === 'number' && Number.isInteger(key));
    if (isIndex)
      return (Array.isArray(target) ? target : Array.from(String(target))).at(Number(key)) as unknown;
  }
  return attribute(target, key);
}

/** What a value of Python's has beside its items: its methods. @internal */
export function attribute(target: unknown, key: unknown): unknown {
  if (!isText(key)) return undefined;
  const name = String(key);
  if (typeof target === 'function' && missingOfMacros.has(name))
    throw new Error(`the ${name} of a macro is not supported`);
  if (isNamespace(target)) return Object.hasOwn(target, name) ? target[name] : undefined;
  if (target instanceof Group && (name === 'grouper' || name === 'list')) return target[name];
  if (isText(target)) return textMethod(String(target), name);
  if (Array.isArray(target)) return methodOf('lists', listMethods, target as unknown[], name);
  if (!isMapping(target)) return undefined;
  return name === 'update' ? updated(target) : methodOf('mappings', mappingMethods, target, name);
}

function textMethod(text: string, name: string): Method | undefined {
  return name === 'format'
    ? (...values) => formatted(text, values)
    : methodOf('texts', textMethods, text, name);
}

function methodOf<T>(
  kind: keyof typeof missing,
  methods: Readonly<Record<string, NamedMethod<T>>>,
  target: T,
  name: string,
): Method | undefined {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (method) return bound(name, method, target);
  if (!missing[kind].has(name)) return undefined;
  return () => {
    throw new Error(`the method ${name} of ${kind} is not supported`);
  };
}

/** Those that Python has and we do not. */
const missing = {
  texts: new Set(
    'encode expandtabs format_map isascii isidentifier isprintable istitle maketrans translate'.split(' '),
  ),
  lists: new Set('clear copy remove reverse sort'.split(' ')),
  mappings: new Set('clear fromkeys popitem'.split(' ')),
};

const missingOfMacros: ReadonlySet<string> = new Set(
  'arguments caller catch_kwargs catch_varargs name'.split(' '),
);

const mappingMethods: Readonly<Record<string, NamedMethod<Mapping>>> = {
  copy: [[], (mapping) => ({ ...mapping })],
  get: [
    ['key', 'default'],
    (mapping, key, otherwise = null) => {
      const own = pythonText(key);
      return Object.hasOwn(mapping, own) ? mapping[own] : otherwise;
    },
    1,
  ],
  items: [[], (mapping) => pairsOf(mapping)],
  keys: [[], (mapping) => Object.keys(mapping)],
  pop: [
    ['key', 'default'],
    (mapping, key, ...otherwise) => {
      const own = pythonText(key);
      if (!Object.hasOwn(mapping, own)) {
        if (otherwise.length > 0) return otherwise[0];
        throw new Error(`there is no ${own} in the mapping`);
      }
      const value = mapping[own];
      Reflect.deleteProperty(mapping, own);
      return value;
    },
    1,
  ],
  setdefault: [
    ['key', 'default'],
    (mapping, key, value = null) => {
      const own = pythonText(key);
      if (!Object.hasOwn(mapping, own)) setIn(mapping, own, value);
      return mapping[own];
    },
    1,
  ],
  values: [[], (mapping) => Object.values(mapping)],
};

function updated(mapping: Mapping): Method {
  return (...args) => {
    for (const [key, value] of Object.entries(dict(...args))) setIn(mapping, key, value);
    return null;
  };
}

/** Also where the key is `__proto__`. @internal */
export function setIn(mapping: Mapping, key: string, value: unknown): void {
  Object.defineProperty(mapping, key, { value, configurable: true, enumerable: true, writable: true });
}

const listMethods: Readonly<Record<string, NamedMethod<unknown[]>>> = {
  append: [
    ['object'],
    (list, item) => {
      list.push(item);
      return null;
    },
    1,
  ],
  extend: [
    ['iterable'],
    (list, items) => {
      list.push(...itemsOf(items));
      return null;
    },
    1,
  ],
  insert: [
    ['index', 'object'],
    (list, index, item) => {
      list.splice(wholeNumber(index), 0, item);
      return null;
    },
    2,
  ],
  pop: [
    ['index'],
    (list, index = -1) => {
      const at = wholeNumber(index);
      const place = at < 0 ? at + list.length : at;
      if (place < 0 || place >= list.length) throw new Error(`there is no item ${String(at)} in the list`);
      return list.splice(place, 1)[0];
    },
  ],
  count: [['value'], (list, item) => list.filter((each) => isEqual(each, item)).length, 1],
  index: [
    ['value'],
    (list, item) => {
      const at = list.findIndex((each) => isEqual(each, item));
      if (at === -1) throw new Error(`${pythonText(item)} is not in the list`);
      return at;
    },
    1,
  ],
};

/** Python's `dict(of, name=value)`: of a mapping, or of pairs. @internal */
export function dict(...args: readonly unknown[]): Record<string, unknown> {
  const last = args.at(-1);
  const [of = {}, more] = isKeywords(last) ? args.slice(0, -1) : args;
  if (more !== undefined) throw new Error('dict takes one mapping, and values by name');
  const pairs = isMapping(of) ? Object.entries(of) : itemsOf(of).map(pairOf);
  return { ...Object.fromEntries(pairs), ...(isKeywords(last) ? withoutMark(last) : {}) };
}

function pairOf(item: unknown): [string, unknown] {
  const [key, value, ...rest] = itemsOf(item);
  if (!isText(key) || value === undefined || rest.length > 0)
    throw new Error('a mapping is made of pairs of a text and a value');
  return [String(key), value];
}

/** @internal */
export function range(first: unknown, end?: unknown, step: unknown = 1): number[] {
  const [from, to] = end === undefined ? [0, wholeNumber(first)] : [wholeNumber(first), wholeNumber(end)];
  const by = wholeNumber(step);
  if (by === 0) throw new Error('the step of a range cannot be 0');
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / by)) }, (_, index) => from + index * by);
}
