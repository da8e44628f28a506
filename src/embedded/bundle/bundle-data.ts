import { loadAll, YAMLException } from 'js-yaml';
import { isRecord } from '../../is-record';
import { ApiError, notImplemented } from '../api-error';

/** An application as a bundle has it, with the defaults filled in. @internal */
export interface BundleApplication {
  readonly charm: string;
  readonly channel: string;
  readonly revision: number | undefined;
  readonly base: string;
  readonly numUnits: number;
  readonly to: readonly string[];
  readonly expose: boolean;
  readonly exposedEndpoints: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly constraints: string;
  readonly storage: Readonly<Record<string, string>>;
  readonly devices: Readonly<Record<string, string>>;
  readonly bindings: Readonly<Record<string, string>>;
  readonly resources: Readonly<Record<string, unknown>>;
  readonly offers: Readonly<Record<string, { endpoints?: readonly string[]; acl?: Record<string, string> }>>;
}

/** @internal */
export interface BundleMachine {
  readonly constraints: string;
  readonly base: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A bundle: what `bundle.yaml` says. @internal */
export interface BundleData {
  readonly type: string;
  readonly defaultBase: string;
  /** `undefined` for one that says nothing: `web:` alone. */
  readonly applications: ReadonlyMap<string, BundleApplication | undefined>;
  readonly machines: ReadonlyMap<string, BundleMachine>;
  readonly saas: ReadonlyMap<string, { readonly url: string }>;
  readonly relations: readonly (readonly string[])[];
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a bundle. Overlays in further documents are for clients to merge: they alone have the files.
 *
 * @throws ApiError for what is no YAML, or no bundle
 * @internal
 */
export function readBundle(yaml: string): BundleData {
  const [document, ...overlays] = documentsOf(yaml);
  if (overlays.length > 0) throw notImplemented('merging the overlays of a bundle in the controller');
  const bundle = fieldsOf(document);
  const applications = Object.entries(fieldsOf(bundle['applications'] ?? bundle['services']));
  return {
    type: text(bundle['bundle']),
    defaultBase: text(bundle['default-base']) || baseOfSeries(bundle['series']),
    applications: new Map(
      applications.map(([name, spec]) => [name, isRecord(spec) ? applicationOf(spec) : undefined]),
    ),
    machines: mapped(bundle['machines'], (machine) => ({
      constraints: text(machine['constraints']),
      base: text(machine['base']) || baseOfSeries(machine['series']),
      annotations: fieldsOf(machine['annotations']) as Record<string, string>,
    })),
    saas: mapped(bundle['saas'], (saas) => ({ url: text(saas['url']) })),
    relations: listOf(bundle['relations']).flatMap(pairsOf),
  };
}

function documentsOf(yaml: string): unknown[] {
  try {
    return loadAll(yaml).filter((document) => document !== null && document !== undefined);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new ApiError(`cannot read bundle YAML: unmarshal document 0: yaml: ${error.reason}`);
  }
}

function applicationOf(spec: Fields): BundleApplication {
  const placement = text(spec['placement']);
  const revision = spec['revision'];
  return {
    charm: text(spec['charm']),
    channel: text(spec['channel']),
    revision: typeof revision === 'number' ? revision : undefined,
    base: text(spec['base']) || baseOfSeries(spec['series']),
    numUnits: Number(spec['num_units'] ?? spec['scale'] ?? 0),
    to: placement === '' ? listOf(spec['to']).map(String) : [placement],
    expose: spec['expose'] === true,
    exposedEndpoints: fieldsOf(spec['exposed-endpoints']) as BundleApplication['exposedEndpoints'],
    options: fieldsOf(spec['options']),
    annotations: fieldsOf(spec['annotations']) as Record<string, string>,
    constraints: text(spec['constraints']),
    storage: fieldsOf(spec['storage']) as Record<string, string>,
    devices: fieldsOf(spec['devices']) as Record<string, string>,
    bindings: fieldsOf(spec['bindings']) as Record<string, string>,
    resources: fieldsOf(spec['resources']),
    offers: fieldsOf(spec['offers']) as BundleApplication['offers'],
  };
}

/** `[a, b]`, and the older `[a, [b, c]]`, which is two relations. */
function pairsOf(relation: unknown): string[][] {
  const [one, other, ...rest] = listOf(relation);
  if (rest.length === 0 && Array.isArray(other)) return other.map((each) => [String(one), String(each)]);
  return [listOf(relation).map(String)];
}

const serieses: Readonly<Record<string, string>> = {
  bionic: '18.04',
  focal: '20.04',
  jammy: '22.04',
  noble: '24.04',
};

function baseOfSeries(series: unknown): string {
  const track = serieses[text(series)];
  return track === undefined ? '' : `ubuntu@${track}/stable`;
}

function mapped<T>(value: unknown, map: (fields: Fields) => T): Map<string, T> {
  return new Map(Object.entries(fieldsOf(value)).map(([name, fields]) => [name, map(fieldsOf(fields))]));
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const fieldsOf = (value: unknown): Fields => (isRecord(value) ? value : {});

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}
