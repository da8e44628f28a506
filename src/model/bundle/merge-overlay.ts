import { isRecord } from '../../is-record';
import { type BundleDocument, type Fields } from './bundle-data';

/**
 * Lays one document over another, as Juju's own client does: an application of nothing is taken away with its relations,
 * the fields of others replace those of the bundle, mappings key by key, and relations are added.
 *
 * @internal
 */
export function mergeOverlay(base: BundleDocument, overlay: BundleDocument): BundleDocument {
  const { applications = {}, saas = {}, relations = [], machines, ...others } = overlay;
  const gone = [...Object.entries(applications), ...Object.entries(saas)]
    .filter(([, spec]) => isNothing(spec))
    .map(([name]) => name);
  const kept = (base.relations ?? []).filter((relation) => !gone.some((name) => isOf(relation, name)));
  return {
    ...base,
    ...others,
    applications: mergeSpecs(base.applications, applications),
    ...((base.saas ?? overlay.saas) && { saas: mergeSpecs(base.saas, saas) }),
    ...((base.relations ?? overlay.relations) && { relations: [...kept, ...relations] }),
    ...((machines ?? base.machines) && { machines: machines ?? base.machines ?? {} }),
  };
}

type Specs = Record<string, Fields | null>;

function mergeSpecs(base: Specs = {}, overlay: Specs): Specs {
  const merged: Specs = { ...base };
  for (const [name, spec] of Object.entries(overlay)) {
    const before = base[name];
    if (isNothing(spec)) Reflect.deleteProperty(merged, name);
    else merged[name] = before ? mergeSpec(before, spec ?? {}) : spec;
  }
  return merged;
}

function mergeSpec(base: Fields, overlay: Fields): Fields {
  const merged: Fields = { ...base };
  for (const [field, value] of Object.entries(overlay)) {
    const before = base[field];
    if (!isRecord(value) || !isRecord(before)) merged[field] = value;
    else merged[field] = isNothing(value) ? {} : withoutNothing({ ...before, ...value });
  }
  return merged;
}

/** A key whose value is an empty mapping or list is taken away. */
function withoutNothing(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => typeof value !== 'object' || !isNothing(value)),
  );
}

function isNothing(value: unknown): boolean {
  return (
    value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

function isOf(relation: unknown, name: string): boolean {
  const ends = Array.isArray(relation) ? relation.flat().map(String) : [];
  return ends.some((end) => end === name || end.startsWith(`${name}:`));
}
