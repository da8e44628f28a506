import type { DestroyRelationArgs } from './requests';
import type { Force } from './mark-dying';
import type { Model } from './model';
import type { Relation } from './entities';
import { annotated, notFound, refused } from '../api-error';
import { defaultMaxWaitMs } from './mark-dying';
import { removeRelation } from './remove-relation';

/** What `juju remove-relation` does. @internal */
export function destroyRelation(model: Model, args: DestroyRelationArgs): void {
  const { endpoints = [] } = args;
  const relation = endpoints.length > 0 ? findRelation(model, endpoints) : model.relations.get(args.id ?? -1);
  if (relation === undefined) throw notFound(`relation ${args.id ?? ''}`);
  if (relation.endpoints.length === 1) {
    throw annotated(refused('is a peer relation'), `cannot destroy relation "${relation.key}"`);
  }
  destroyOneRelation(model, relation, args);
}

/** Lets a relation go: at once when nobody is in it. @internal */
export function destroyOneRelation(
  model: Model,
  relation: Relation,
  { force = false, maxWaitMs }: Force,
): void {
  if (force) relation.forcedAfterMs = maxWaitMs ?? defaultMaxWaitMs;
  if (relation.inScope.size === 0) {
    removeRelation(model, relation);
    return;
  }
  if (relation.life === 'alive') relation.life = 'dying';
  model.note('relation', relation.key);
}

function findRelation(model: Model, names: readonly string[]): Relation {
  const matching = [...model.relations.values()].filter((relation) =>
    names.every((name) => matches(model, relation, name)),
  );
  const query = names.join(' ');
  const [only, ...others] = matching;
  if (only === undefined) throw notFound(`relation matching "${query}"`);
  if (others.length === 0) return only;
  const keys = matching.map(({ key }) => `"${key}"`).join('; ');
  throw refused(`ambiguous relation: "${query}" could refer to ${keys}`);
}

function matches(model: Model, relation: Relation, name: string): boolean {
  const [application = '', endpointName] = name.split(':');
  if (!model.remoteApplications.has(application)) model.application(application);
  return relation.endpoints.some(
    (endpoint) =>
      endpoint.application === application && (endpointName === undefined || endpoint.name === endpointName),
  );
}
