import { types } from 'node:util';

import { isRecord } from '../../is-record';
import { CopiedFile } from './copied-file';

/**
 * Values that templates use, by name: texts, numbers, booleans, `null`, functions, and lists and objects of them. A `Map`
 * is one with keys, a `Set` a list, a date its ISO text; a `file:` URL is the file's path, in a charm that of its copy.
 *
 * @public
 */
export type TemplateContext = Readonly<Record<string, unknown>>;

/** @throws TypeError @internal */
export function checkContext(context: unknown): void {
  if (isRecord(context)) return;
  throw new TypeError(
    `The context of a template must be an object of values by name; got ${JSON.stringify(context)}`,
  );
}

/**
 * The values of a context as templates have them: a `Map` is a mapping, a `Set` a list, a date its ISO text, and a file is
 * what `pathOf` says. What is given stays as it is, whatever a template does.
 *
 * @param pathOf - the path for the template of a file that was given as a URL or by `copyIn`; `key` is for messages
 * @throws TypeError for what has no meaning in a template, naming its key
 * @internal
 */
export function templateValues(
  context: TemplateContext,
  pathOf: (file: URL | CopiedFile, key: string) => string,
): TemplateContext {
  const known = new Map<object, unknown>();

  function valueOf(value: unknown, key: string): unknown {
    if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return Number(value);
    if (typeof value === 'bigint' || typeof value === 'symbol') throw refused(key, `a ${typeof value}`);
    if (typeof value !== 'object' || value === null) return value;
    if (!known.has(value)) return objectOf(value, key);
    return known.get(value);
  }

  function objectOf(value: object, key: string): unknown {
    if (value instanceof CopiedFile) return pathOf(value, key);
    if (value instanceof URL) return value.protocol === 'file:' ? pathOf(value, key) : value.href;
    if (types.isDate(value)) {
      if (Number.isNaN(value.getTime())) throw refused(key, 'an invalid date');
      return value.toISOString();
    }
    if (Array.isArray(value) || types.isSet(value)) {
      const items: unknown[] = [];
      known.set(value, items);
      [...value].forEach((item, index) => items.push(valueOf(item, `${key}[${String(index)}]`)));
      return items;
    }
    const made: Record<string, unknown> = {};
    known.set(value, made);
    for (const [name, item] of entriesOf(value, key)) {
      const own = {
        value: valueOf(item, `${key}.${name}`),
        configurable: true,
        enumerable: true,
        writable: true,
      };
      Object.defineProperty(made, name, own);
    }
    return made;
  }

  return Object.fromEntries(Object.entries(context).map(([key, value]) => [key, valueOf(value, key)]));
}

function entriesOf(value: object, key: string): readonly (readonly [string, unknown])[] {
  if (types.isMap(value)) {
    return [...value].map(([name, item]) => {
      if (typeof name === 'string') return [name, item];
      throw refused(key, `a Map with a key that is no text (${typeof name})`);
    });
  }
  const prototype = Object.getPrototypeOf(value) as object | null;
  // Also one of another realm.
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return Object.entries(value);
  const name = (prototype.constructor as { readonly name?: string } | undefined)?.name ?? '';
  throw refused(key, types.isPromise(value) ? 'a Promise, which has to be awaited' : `of the class ${name}`);
}

function refused(key: string, what: string): TypeError {
  return new TypeError(
    `"${key}" in the context of a template is ${what}. Give texts, numbers, booleans, null, functions, and lists and ` +
      'mappings of them',
  );
}
