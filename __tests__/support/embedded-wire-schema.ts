import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What Juju publishes of a facade (`facades/schema.json` of its sources). */
interface FacadeSchema {
  readonly Name: string;
  readonly Version: number;
  readonly Schema: {
    readonly properties: Readonly<Record<string, { readonly properties?: { readonly Result?: Schema } }>>;
    readonly definitions?: Readonly<Record<string, Schema>>;
  };
}

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** Beside the project, and not part of it: the schemas are Juju's. */
const folder = join(__dirname, '../../../shared/juju');
const files = { '3.6': 'facades-3.6.28.json', '4.0': 'facades-4.0.15.json' };

/** The schemas of a release; `undefined` where they are not. */
export function loadFacadeSchemas(series: keyof typeof files): FacadeSchemas | undefined {
  const path = join(folder, files[series]);
  return existsSync(path)
    ? new FacadeSchemas(JSON.parse(readFileSync(path, 'utf8')) as FacadeSchema[])
    : undefined;
}

/** The newest version of each facade of a release. */
export class FacadeSchemas {
  readonly #facades: ReadonlyMap<string, FacadeSchema>;

  constructor(facades: readonly FacadeSchema[]) {
    this.#facades = new Map(facades.map((facade) => [facade.Name, facade]));
  }

  get names(): string[] {
    return [...this.#facades.keys()];
  }

  version(facade: string): number | undefined {
    return this.#facades.get(facade)?.Version;
  }

  methods(facade: string): string[] {
    return Object.keys(this.#facades.get(facade)?.Schema.properties ?? {});
  }

  /** What is wrong with a reply; none when it is of the shape that Juju gives it. */
  problems(facade: string, method: string, reply: unknown): string[] {
    const schema = this.#facades.get(facade)?.Schema;
    const result = schema?.properties[method];
    if (schema === undefined || result === undefined) return [`no schema of ${facade}.${method}`];
    if (result.properties?.Result === undefined) {
      return JSON.stringify(reply) === '{}' ? [] : [`expected nothing, got ${JSON.stringify(reply)}`];
    }
    return [...check(result.properties.Result, schema.definitions ?? {}, reply, 'response')];
  }
}

type Definitions = Readonly<Record<string, Schema>>;

type Problems = Iterable<string>;

function* check(schema: Schema, definitions: Definitions, value: unknown, path: string): Problems {
  const name = schema.$ref?.split('/').at(-1);
  // A delta is written as a list of three, a version as a text: the schema shows neither.
  if (name === 'Delta' || (name === 'Number' && typeof value === 'string')) return;
  if (name !== undefined) yield* check(definitions[name] ?? {}, definitions, value, path);
  else if (schema.type === 'array') yield* checkArray(schema.items ?? {}, definitions, value, path);
  else if (schema.type === 'object') yield* checkObject(schema, definitions, value, path);
  else yield* checkValue(schema, value, path);
}

function* checkValue({ type, format }: Schema, value: unknown, path: string): Problems {
  const isTime = format === 'date-time';
  const right =
    (type === 'string' && typeof value === 'string' && !(isTime && Number.isNaN(Date.parse(value)))) ||
    // A pointer to a time is null while there is none.
    (isTime && value === null) ||
    (type === 'integer' && Number.isInteger(value)) ||
    (type === 'boolean' && typeof value === 'boolean') ||
    type === undefined;
  if (!right) yield `${path}: expected ${format ?? type}, got ${JSON.stringify(value)}`;
}

function* checkArray(items: Schema, definitions: Definitions, value: unknown, path: string): Problems {
  if (value === null) return;
  if (!Array.isArray(value)) yield `${path}: expected a list, got ${JSON.stringify(value)}`;
  else
    for (const [index, item] of value.entries()) yield* check(items, definitions, item, `${path}[${index}]`);
}

function* checkObject(schema: Schema, definitions: Definitions, value: unknown, path: string): Problems {
  const entry = Object.values(schema.patternProperties ?? {})[0];
  const known = schema.properties === undefined ? undefined : flattened(schema, definitions);
  if (value === null || (entry === undefined && known === undefined)) return;
  if (typeof value !== 'object' || Array.isArray(value)) {
    // A map of anything is also what the schema says of a value of any type.
    if (entry === undefined) yield `${path}: expected an object, got ${JSON.stringify(value)}`;
    return;
  }
  const fields = Object.entries(value);
  for (const [key, item] of fields) {
    const inner = known === undefined ? entry : known.properties.get(key);
    if (inner === undefined) yield `${path}: unknown key ${key}`;
    else yield* check(inner, definitions, item, `${path}.${key}`);
  }
  const given = new Set(fields.map(([key]) => key));
  for (const key of known?.required ?? []) if (!given.has(key)) yield `${path}: no ${key}`;
}

/** The fields of a struct, those of the structs embedded in it among them: Go writes them as if they were its own. */
function flattened(schema: Schema, definitions: Definitions) {
  const properties = new Map<string, Schema>();
  const required = new Set(schema.required);
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const embedded = property.$ref === `#/definitions/${key}` ? definitions[key] : undefined;
    if (embedded === undefined) {
      properties.set(key, property);
      continue;
    }
    required.delete(key);
    const inner = flattened(embedded, definitions);
    for (const [name, field] of inner.properties) properties.set(name, field);
    for (const name of inner.required) required.add(name);
  }
  return { properties, required };
}
