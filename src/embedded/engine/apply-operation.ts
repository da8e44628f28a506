import type { HookInfo } from './hook-info';
import type { Model } from '../state/model';
import type { Unit } from '../state/entities';
import type { UnitOperation } from './unit-operation';
import { detachStorage } from '../state/unit-storage';
import { enterScope, leaveScope } from '../state/scope';
import { markUnitDying } from '../state/mark-dying';
import { removeCharmIfUnused } from '../state/remove-application';

/**
 * Does to the model what a finished operation of a unit means for it.
 *
 * @internal
 */
export function applyOperation(model: Model, unit: Unit, operation: UnitOperation): void {
  switch (operation.kind) {
    case 'enter-scope':
      enter(model, unit, operation.relationId);
      break;
    case 'leave-scope':
      leave(model, unit, operation.relationId);
      break;
    case 'run-hook':
    case 'skip-hook':
      applyHook(model, unit, operation.hook);
      break;
    case 'upgrade':
      upgrade(model, unit, operation.charmUrl);
      break;
    case 'forget-storage':
      detach(model, unit, operation.storageId);
      break;
    case 'destroy-subordinates':
      for (const subordinate of unit.subordinates) markUnitDying(model, subordinate);
      break;
    case 'destroy-self':
      markUnitDying(model, unit);
      break;
    case 'accept-leadership':
    case 'resign-leadership':
    case 'forget-secrets':
    case 'run-action':
    case 'wait':
    case 'terminate':
      break;
  }
}

function applyHook(model: Model, unit: Unit, hook: HookInfo): void {
  if (hook.kind === 'relation-broken') leave(model, unit, hook.relationId ?? -1);
  if (hook.kind === 'storage-detaching') detach(model, unit, hook.storageId ?? '');
  if (hook.kind !== 'secret-rotate' && hook.kind !== 'secret-expired') return;
  const secret = model.secrets.get(hook.secretUri?.replace('secret:', '') ?? '');
  if (secret === undefined) return;
  if (hook.kind === 'secret-rotate') secret.rotationDue = false;
  for (const revision of secret.revisions) {
    if (hook.kind === 'secret-expired' && revision.revision === hook.secretRevision)
      revision.expiryDue = false;
  }
  model.note('secret', secret.id);
}

/** The last unit to leave a charm takes it out of the model. */
function upgrade(model: Model, unit: Unit, charmUrl: string): void {
  const before = unit.charmUrl;
  unit.charmUrl = charmUrl;
  model.note('unit', unit.name);
  removeCharmIfUnused(model, before);
}

function enter(model: Model, unit: Unit, relationId: number): void {
  const relation = model.relations.get(relationId);
  if (relation !== undefined) enterScope(model, relation, unit);
}

function leave(model: Model, unit: Unit, relationId: number): void {
  const relation = model.relations.get(relationId);
  if (relation !== undefined) leaveScope(model, relation, unit.name);
}

function detach(model: Model, unit: Unit, storageId: string): void {
  const instance = model.storage.get(storageId);
  if (instance !== undefined) detachStorage(model, unit, instance);
}
