import { isRecord } from '../../is-record';
import { CharmError } from './charm-error';

/**
 * A map of a charm's file, read the strict way in which Juju reads it: each getter says which file, key and value is
 * wrong, in the words of Juju's own schema.
 *
 * @internal
 */
export class YamlMap {
  readonly file: string;
  /** What Juju writes before a problem: `metadata: `. */
  readonly #prefix: string;
  readonly path: string;
  readonly raw: Readonly<Record<string, unknown>>;

  constructor(file: string, prefix: string, path: string, raw: Readonly<Record<string, unknown>>) {
    this.file = file;
    this.#prefix = prefix;
    this.path = path;
    this.raw = raw;
  }

  get keys(): string[] {
    return Object.keys(this.raw);
  }

  has(key: string): boolean {
    return this.raw[key] !== undefined;
  }

  /** A text. Without a `fallback` it must be there. */
  string(key: string, fallback?: string): string {
    const value = this.raw[key];
    if (value === undefined && fallback !== undefined) return fallback;
    if (typeof value !== 'string') throw this.expected('string', key, value);
    return value;
  }

  boolean(key: string, fallback: boolean): boolean {
    const value = this.raw[key];
    if (value === undefined) return fallback;
    const known = typeof value === 'string' ? goBooleans.get(value) : value;
    if (typeof known !== 'boolean') throw this.expected('bool', key, value);
    return known;
  }

  integer(key: string): number | undefined {
    const value = this.raw[key];
    if (value === undefined) return undefined;
    if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) return Number(value);
    if (typeof value !== 'number' || !Number.isInteger(value)) throw this.expected('int', key, value);
    return value;
  }

  list(key: string): unknown[] {
    const value = this.raw[key];
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw this.expected('list', key, value);
    return value;
  }

  strings(key: string): string[] {
    return this.list(key).map((value, index) => {
      if (typeof value !== 'string') throw this.expected('string', `${key}[${index}]`, value);
      return value;
    });
  }

  /** A map below this one; an absent one is empty. */
  map(key: string): YamlMap {
    const value = this.raw[key];
    if (value === undefined) return this.#below(key, {});
    if (!isMap(value)) throw this.expected('map', key, value);
    return this.#below(key, value);
  }

  /** A map below this one that may be left empty: `greet:`. */
  mapOrNothing(key: string): YamlMap {
    return this.raw[key] === null ? this.#below(key, {}) : this.map(key);
  }

  /** Each map of a list. */
  maps(key: string): YamlMap[] {
    return this.list(key).map((value, index) => {
      if (!isMap(value)) throw this.expected('map', `${key}[${index}]`, value);
      return this.#below(`${key}[${index}]`, value);
    });
  }

  /** The error for a value of the wrong kind. */
  expected(wanted: string, key: string, got: unknown): CharmError {
    const at = this.path === '' ? key : `${this.path}.${key}`;
    return this.problem(
      `${at}: expected ${wanted}, got ${got === undefined || got === null ? 'nothing' : describe(got)}`,
      adviceFor(wanted, at, got),
    );
  }

  /** An error of this file. */
  problem(text: string, advice: string): CharmError {
    return new CharmError(this.file, this.#prefix + text, advice);
  }

  #below(key: string, raw: Readonly<Record<string, unknown>>): YamlMap {
    return new YamlMap(this.file, this.#prefix, this.path === '' ? key : `${this.path}.${key}`, raw);
  }
}

/** What Go's `strconv.ParseBool` takes. @internal */
export const goBooleans: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((word) => [word, true] as const),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((word) => [word, false] as const),
]);

/** Whether a YAML value is a map. @internal */
export function isMap(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && !(value instanceof Date);
}

/** A value as Go's `%T(%#v)` shows it, near enough to recognise. @internal */
export function describe(value: unknown): string {
  if (typeof value === 'string') return `string(${JSON.stringify(value)})`;
  if (typeof value === 'boolean') return `bool(${value})`;
  if (typeof value === 'number') return Number.isInteger(value) ? `int(${value})` : `float64(${value})`;
  return Array.isArray(value) ? `list(${JSON.stringify(value)})` : `map(${JSON.stringify(value)})`;
}

function adviceFor(wanted: string, at: string, got: unknown): string {
  if (got === undefined || got === null) return `Give "${at}" a value.`;
  if (wanted === 'string' && (typeof got === 'number' || typeof got === 'boolean'))
    return `Put the value of "${at}" in quotes.`;
  return `Write a ${wanted} there.`;
}
