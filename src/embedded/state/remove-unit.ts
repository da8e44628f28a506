import type { Unit } from './entities';
import type { Machine } from './machine-entities';
import type { Model } from './model';
import { dropAnnotations } from './drop-annotations';
import { cancelPendingActions } from './cancel-actions';
import { fillScale } from './fill-scale';
import { detachStorage, storageOf } from './unit-storage';
import { handOverLeadership } from './leadership';
import { leaveScope } from './scope';
import { markDying } from './mark-dying';
import { removeApplicationIfDone, removeCharmIfUnused } from './remove-application';
import { removeSecretsOfUnit } from './secret-removal';

/**
 * Takes a unit out of the model, with all that hangs on it: scopes, storage, secrets, its machine when it was the last
 * one there, and its application when that was only waiting for it.
 *
 * @internal
 */
export function removeUnit(model: Model, unit: Unit): void {
  // On Kubernetes another may have its name by now.
  if (unit.application.units.get(unit.name) !== unit) return;
  unit.application.units.delete(unit.name);
  unit.life = 'dead';
  for (const relation of [...model.relations.values()]) leaveScope(model, relation, unit.name);
  for (const instance of storageOf(model, unit)) detachStorage(model, unit, instance);
  for (const subordinate of [...unit.subordinates]) removeUnit(model, subordinate);
  unit.principal?.subordinates.delete(unit);
  cancelPendingActions(model, unit.name);
  removeSecretsOfUnit(model, unit.name);
  dropAnnotations(model, `unit-${unit.name.replace('/', '-')}`);
  if (unit.principal === undefined && unit.machine !== undefined)
    releaseMachine(model, unit.machine, unit.name);
  if (unit.leader) handOverLeadership(model, unit.application);
  model.note('unit', unit.name);
  if (unit.principal !== undefined) model.note('unit', unit.principal.name);
  model.note('application', unit.application.name);
  removeApplicationIfDone(model, unit.application);
  // It may have been the last that ran a charm which its application had been refreshed from.
  removeCharmIfUnused(model, unit.charmUrl);
  fillScale(model, unit.application);
}

/** The last unit takes its machine with it, unless that has containers. */
function releaseMachine(model: Model, machine: Machine, unitName: string): void {
  machine.principals.delete(unitName);
  if (machine.principals.size === 0 && machine.containers.size === 0 && machine.life === 'alive') {
    markDying(model, machine);
  }
  model.note('machine', machine.id);
}
