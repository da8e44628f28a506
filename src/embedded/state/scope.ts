import type { Unit } from './entities';
import type { Endpoint, Relation } from './relation-entities';
import type { Model } from './model';
import { makeUnit } from './make-unit';
import { removeRelation } from './remove-relation';
import { showSuspended } from './suspend-relation';
import { networkSettings } from './unit-network';

/**
 * Lets a unit into a relation: the others see it from now on. A principal that enters a container-scoped relation gets
 * its subordinate here.
 *
 * @returns whether it is in; not yet when a subordinate of it is still going
 * @internal
 */
export function enterScope(model: Model, relation: Relation, unit: Unit): boolean {
  if (relation.inScope.has(unit.name)) return true;
  const ready =
    relation.scope !== 'container' ||
    unit.principal !== undefined ||
    ensureSubordinate(model, relation, unit);
  if (!ready) return false;
  relation.inScope.add(unit.name);
  // Who comes again begins again: what it said before it left is overwritten.
  const version = (relation.unitSettings.get(unit.name)?.version ?? -1) + 1;
  relation.unitSettings.set(unit.name, { values: networkSettings(model, unit), version });
  if (unit.leader && relation.status.status === 'joining') relation.status.set('joined');
  model.note('relation', relation.key);
  return true;
}

/** Takes a unit out of a relation; a dying relation that is empty then goes. @internal */
export function leaveScope(model: Model, relation: Relation, unitName: string): void {
  if (!relation.inScope.delete(unitName)) return;
  showSuspended(relation);
  model.note('relation', relation.key);
  if (relation.life === 'dying' && relation.inScope.size === 0) removeRelation(model, relation);
}

/** This application's end of a relation. @internal */
export function endOf(relation: Relation, application: string): Endpoint | undefined {
  return relation.endpoints.find((endpoint) => endpoint.application === application);
}

/** The other application of a relation; of a peer relation the same. @internal */
export function otherApplication(relation: Relation, application: string): string {
  return (
    relation.endpoints.find((endpoint) => endpoint.application !== application)?.application ?? application
  );
}

function ensureSubordinate(model: Model, relation: Relation, principal: Unit): boolean {
  const application = model.applications.get(otherApplication(relation, principal.application.name));
  if (application?.subordinate !== true) return true;
  for (const existing of principal.subordinates) {
    if (existing.application === application) return existing.life === 'alive';
  }
  if (application.life === 'alive') makeUnit(model, application, { principal });
  return true;
}
