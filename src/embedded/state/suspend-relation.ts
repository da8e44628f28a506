import { notFound, refused } from '../api-error';
import { checkChangeAllowed } from './blocks';
import type { Model } from './model';
import type { Relation } from './relation-entities';

/** What `juju suspend-relation` and `juju resume-relation` do, on the side that offers. @internal */
export function setRelationSuspended(model: Model, id: number, suspended: boolean, message: string): void {
  checkChangeAllowed(model);
  const relation = model.relations.get(id);
  if (relation === undefined) throw notFound(`relation ${id}`);
  if (relation.suspended === suspended) return;
  const isOffered = [...model.offers.values()].some(({ connections }) =>
    connections.some(({ relationId }) => relationId === id),
  );
  if (!isOffered) {
    throw refused(`cannot set suspend status for "${relation.key}" which is not associated with an offer`);
  }
  applySuspension(model, relation, suspended, message);
}

/** Units leave a suspended relation, and come back when it is resumed. @internal */
export function applySuspension(model: Model, relation: Relation, suspended: boolean, message: string): void {
  relation.suspended = suspended;
  relation.suspendedReason = suspended ? message : '';
  relation.status.set(suspended ? 'suspending' : 'joining', suspended ? message : '');
  showSuspended(relation);
  model.note('relation', relation.key);
}

/** A relation is suspended when nobody is in it any more. @internal */
export function showSuspended(relation: Relation): void {
  if (!relation.suspended || relation.inScope.size > 0) return;
  if (relation.status.status !== 'suspended') relation.status.set('suspended', relation.suspendedReason);
}
