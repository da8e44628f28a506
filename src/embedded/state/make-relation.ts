import type { Model } from './model';
import type { Endpoint, Relation } from './relation-entities';
import { relationKey } from './relation-key';
import { StatusRecord } from './status-record';

/** Adds a relation between checked endpoints, with the next id of the model. @internal */
export function makeRelation(model: Model, endpoints: readonly Endpoint[]): Relation {
  const id = model.sequences.next('relation');
  const scope = endpoints.some((endpoint) => endpoint.scope === 'container') ? 'container' : 'global';
  const key = relationKey(endpoints);
  const relation: Relation = {
    id,
    key,
    interface: endpoints[0]?.interface ?? '',
    scope,
    // Both ends of a relation have its scope, whichever asked for it.
    endpoints: endpoints.map((endpoint) => ({ ...endpoint, scope })),
    status: new StatusRecord('joining', '', () => model.note('relation', key, 'status')),
    life: 'alive',
    suspended: false,
    suspendedReason: '',
    forcedAfterMs: undefined,
    applicationSettings: new Map(
      endpoints.map((endpoint) => [endpoint.application, { values: {}, version: 0 }] as const),
    ),
    unitSettings: new Map(),
    inScope: new Set(),
  };
  model.relations.set(id, relation);
  model.note('relation', key);
  for (const endpoint of endpoints) model.note('application', endpoint.application);
  return relation;
}
