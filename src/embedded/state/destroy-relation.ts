import type { DestroyRelationArgs } from './requests';
import type { Force } from './mark-dying';
import type { Model } from './model';
import type { Relation } from './relation-entities';
import { annotated, notFound, refused } from '../api-error';
import { defaultMaxWaitMs } from './mark-dying';
import { findRelationOfJuju4 } from './find-relation-of-juju-4';
import { removeRelation } from './remove-relation';

/** What `juju remove-relation` does. @internal */
export function destroyRelation(model: Model, args: DestroyRelationArgs): void {
  const isJuju4 = model.profile.series === '4.0';
  destroyOneRelation(model, isJuju4 ? findRelationOfJuju4(model, args) : findRelation(model, args), args);
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

function findRelation(model: Model, { endpoints = [], id = 0 }: DestroyRelationArgs): Relation {
  const relation = endpoints.length > 0 ? byEndpoints(model, endpoints) : model.relations.get(id);
  if (relation === undefined) throw notFound(`relation ${id}`);
  if (relation.endpoints.length === 1) {
    throw annotated(refused('is a peer relation'), `cannot destroy relation "${relation.key}"`);
  }
  return relation;
}

function byEndpoints(model: Model, names: readonly string[]): Relation {
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
