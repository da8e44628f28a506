import { isRecord } from '../../../is-record';
import { runtime, type SafeString } from './nunjucks-parts';
import { Tuple } from './tuple';

/** A text, or what a macro has made of one. @internal */
export function isText(value: unknown): value is string | SafeString {
  return typeof value === 'string' || value instanceof runtime.SafeString;
}

/** A Python dict. @internal */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && !isText(value);
}

/** What Python takes for true: nothing that is empty. @internal */
export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isText(value)) return String(value) !== '';
  if (isMapping(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** Python's `==`: by value, and of one kind. @internal */
export function isEqual(a: unknown, b: unknown): boolean {
  if (isText(a) && isText(b)) return String(a) === String(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    const isOfKind = a instanceof Tuple === b instanceof Tuple;
    return isOfKind && a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  }
  if (isMapping(a) && isMapping(b)) {
    const keys = Object.keys(a);
    const isSame = (key: string) => Object.hasOwn(b, key) && isEqual(a[key], b[key]);
    return keys.length === Object.keys(b).length && keys.every(isSame);
  }
  if (isNumeric(a) && isNumeric(b)) return Number(a) === Number(b);
  return a === b;
}

/** `True` is 1 in Python. @internal */
export function isNumeric(value: unknown): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

/** Python's `<`, for sorting too. @throws Error for values of different kinds @internal */
export function isLess(a: unknown, b: unknown): boolean {
  if (isNumeric(a) && isNumeric(b)) return Number(a) < Number(b);
  if (isText(a) && isText(b)) return String(a) < String(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    const at = a.findIndex((item, index) => index >= b.length || !isEqual(item, b[index]));
    return at === -1 ? a.length < b.length : at < b.length && isLess(a[at], b[at]);
  }
  throw new Error(`${kindOf(a)} and ${kindOf(b)} cannot be compared`);
}

/** For messages. @internal */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'what is undefined';
  if (value === null) return 'None';
  if (isText(value)) return 'a text';
  if (value instanceof Tuple) return 'a tuple';
  if (Array.isArray(value)) return 'a list';
  return isMapping(value) ? 'a mapping' : `a ${typeof value}`;
}

/** The items that a loop goes over: of a mapping its keys. @throws Error for what has none @internal */
export function itemsOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value as unknown[];
  if (isText(value)) return Array.from(String(value));
  if (isMapping(value)) return Object.keys(value);
  throw new Error(`there is nothing to go over in ${kindOf(value)}`);
}

/** One that Python would take for an `int`. @throws Error for anything else @internal */
export function wholeNumber(value: unknown): number {
  if (isNumeric(value) && Number.isInteger(Number(value))) return Number(value);
  throw new Error(
    `a whole number is needed; got ${typeof value === 'number' ? String(value) : kindOf(value)}`,
  );
}

/** Python's `in`. @throws Error for what is no text in a text @internal */
export function contains(container: unknown, item: unknown): boolean {
  if (isText(container)) {
    if (isText(item)) return String(container).includes(String(item));
    throw new Error(`in a text only a text can be looked for; got ${kindOf(item)}`);
  }
  return itemsOf(container).some((each) => isEqual(each, item));
}
