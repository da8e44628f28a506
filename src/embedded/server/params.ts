import { isRecord } from '../../is-record';
import { ApiError } from '../api-error';

/**
 * The parameters of a call, read as Juju's server (Go's `encoding/json`) reads them into a struct: a missing or null
 * field is its type's zero value, unknown fields are ignored, a key matches whatever its case, and a value of
 * another type refuses the call.
 *
 * @internal
 */
export class Params {
  readonly #fields: Readonly<Record<string, unknown>>;
  #lowerCased: Map<string, unknown> | undefined;

  constructor(raw: unknown) {
    if (raw !== undefined && !isRecord(raw)) throw mismatch(raw, 'value', 'struct');
    this.#fields = raw ?? {};
  }

  /** Whether the field is there and not null. */
  has(key: string): boolean {
    return this.any(key) !== undefined;
  }

  /** A field of any type; `undefined` when it is missing or null. */
  any(key: string): unknown {
    const exact = this.#fields[key];
    if (exact !== undefined) return exact ?? undefined;
    this.#lowerCased ??= new Map(
      Object.entries(this.#fields).map(([name, value]) => [name.toLowerCase(), value]),
    );
    return this.#lowerCased.get(key.toLowerCase()) ?? undefined;
  }

  string(key: string): string {
    return this.optionalString(key) ?? '';
  }

  optionalString(key: string): string | undefined {
    const value = this.any(key);
    if (value === undefined || typeof value === 'string') return value;
    throw mismatch(value, key, 'string');
  }

  int(key: string): number {
    return this.optionalInt(key) ?? 0;
  }

  optionalInt(key: string): number | undefined {
    const value = this.any(key);
    if (value === undefined || Number.isInteger(value)) return value as number | undefined;
    throw mismatch(value, key, 'int');
  }

  /** A Go duration, which travels as nanoseconds. */
  optionalMilliseconds(key: string): number | undefined {
    const nanoseconds = this.optionalInt(key);
    return nanoseconds === undefined ? undefined : nanoseconds / 1e6;
  }

  bool(key: string): boolean {
    return this.optionalBool(key) ?? false;
  }

  optionalBool(key: string): boolean | undefined {
    const value = this.any(key);
    if (value === undefined || typeof value === 'boolean') return value;
    throw mismatch(value, key, 'bool');
  }

  strings(key: string): string[] {
    return this.#array(key).map((value) => {
      if (typeof value === 'string') return value;
      throw mismatch(value, key, 'string');
    });
  }

  ints(key: string): number[] {
    return this.#array(key).map((value) => {
      if (Number.isInteger(value)) return value as number;
      throw mismatch(value, key, 'int');
    });
  }

  /** A list of structs. */
  list(key: string): Params[] {
    return this.#array(key).map((value) => new Params(value ?? undefined));
  }

  /** A struct; one without fields when it is missing. */
  nested(key: string): Params {
    return new Params(this.any(key));
  }

  record(key: string): Record<string, unknown> {
    const value = this.any(key) ?? {};
    if (isRecord(value)) return value;
    throw mismatch(value, key, 'map');
  }

  stringMap(key: string): Record<string, string> {
    const map = this.record(key);
    for (const value of Object.values(map)) {
      if (typeof value !== 'string') throw mismatch(value, key, 'string');
    }
    return map as Record<string, string>;
  }

  /** A map of structs. */
  nestedMap(key: string): Map<string, Params> {
    return new Map(
      Object.entries(this.record(key)).map(([name, value]) => [name, new Params(value ?? undefined)]),
    );
  }

  #array(key: string): unknown[] {
    const value = this.any(key) ?? [];
    if (Array.isArray(value)) return value;
    throw mismatch(value, key, 'slice');
  }
}

function mismatch(value: unknown, key: string, wanted: string): ApiError {
  return new ApiError(
    `json: cannot unmarshal ${jsonType(value)} into Go struct field ${key} of type ${wanted}`,
  );
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return value === null ? 'null' : typeof value;
}
