import type { CharmRelation } from './charm';
import type { YamlMap } from './yaml-map';
import { isMap } from './yaml-map';

const sections = { provides: 'provider', requires: 'requirer', peers: 'peer' } as const;

/**
 * The endpoints under `provides`, `requires` or `peers`: `db: mysql`, or a map with `interface`.
 *
 * @internal
 */
export function readRelations(metadata: YamlMap, section: keyof typeof sections): Map<string, CharmRelation> {
  const relations = new Map<string, CharmRelation>();
  const declared = metadata.map(section);
  for (const name of declared.keys) relations.set(name, readRelation(declared, name, sections[section]));
  return relations;
}

function readRelation(declared: YamlMap, name: string, role: CharmRelation['role']): CharmRelation {
  const value = declared.raw[name];
  if (typeof value === 'string')
    return { name, role, interface: value, optional: false, limit: 0, scope: 'global' };
  if (!isMap(value)) throw declared.expected('map', name, value);
  const map = declared.map(name);
  return {
    name,
    role,
    interface: map.string('interface'),
    optional: map.boolean('optional', false),
    limit: value['limit'] === null ? 0 : (map.integer('limit') ?? 0),
    scope: readScope(map),
  };
}

function readScope(relation: YamlMap): 'global' | 'container' {
  const scope = relation.string('scope', 'global');
  if (scope === 'global' || scope === 'container') return scope;
  throw relation.problem(
    `${relation.path}.scope: unexpected value "${scope}"`,
    'A relation is "global", or "container" between a principal and its subordinate.',
  );
}
