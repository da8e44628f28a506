import { randomUUID } from 'node:crypto';
import type { Unit } from './entities';
import type { StorageInstance } from './storage-entities';
import type { Model } from './model';
import type { DetachStorageArgs, RemoveStorageArgs } from './requests';
import { annotated, ApiError, notFound, refused } from '../api-error';
import { defaultMaxWaitMs } from './mark-dying';
import { checkCount, checkMinimumOfJuju4, instanceCount } from './storage-counts';
import { providerOf } from './storage-pools';

/** What `juju detach-storage` does: the unit's agent takes leave of it first. @internal */
export function detachStorageByHand(model: Model, id: string, args: DetachStorageArgs): void {
  const instance = instanceOf(model, id);
  const { unit: unitName } = args;
  if (unitName === undefined && instance.owner === '') return;
  if (unitName !== undefined && instance.owner !== unitName) throw notAttached(model, id, unitName);
  if (instance.owner === '' || instance.attachmentLife !== 'alive') return;
  const unit = model.unit(instance.owner);
  try {
    checkMayLose(model, unit, instance);
  } catch (error) {
    throw annotated(error, detaching(model, id, unit.name, unitName !== undefined));
  }
  letGo(model, instance, args);
}

/** What `juju remove-storage` does. @internal */
export function removeStorage(model: Model, id: string, args: RemoveStorageArgs): void {
  if (model.profile.series !== '3.6') {
    removeAsJuju4(model, id, args);
    return;
  }
  try {
    removeAsJuju3(model, id, args);
  } catch (error) {
    throw annotated(error, `cannot ${args.destroyStorage ? 'destroy' : 'release'} storage "${id}"`);
  }
}

function removeAsJuju3(model: Model, id: string, args: RemoveStorageArgs): void {
  const instance = instanceOf(model, id);
  if (instance.life !== 'alive' && args.force !== true) return;
  if (instance.owner === '') {
    removeInstance(model, instance);
    return;
  }
  if (args.destroyAttachments !== true) throw new ApiError('storage is attached', 'storage is attached');
  const unit = model.unit(instance.owner);
  checkMayLose(model, unit, instance);
  if (!args.destroyStorage) checkReleasable(model, instance);
  instance.life = 'dying';
  letGo(model, instance, args);
}

function removeAsJuju4(model: Model, id: string, args: RemoveStorageArgs): void {
  const instance = instanceOf(model, id);
  if (instance.owner === '') {
    removeInstance(model, instance);
    return;
  }
  if (args.destroyAttachments === true && instance.attachmentLife === 'alive') {
    try {
      checkMayLose(model, model.unit(instance.owner), instance);
    } catch (error) {
      throw annotated(error, `removing storage attachment "${randomUUID()}" for storage "${id}"`);
    }
    letGo(model, instance, args);
  }
  // Juju 4.0 does not wait for the attachment to go, and so refuses what it has just begun.
  throw refused(
    `removing storage "${id}": ensuring storage instance "${randomUUID()}" is not alive: ` +
      'storage instance still attached',
  );
}

function checkMayLose(model: Model, unit: Unit, instance: StorageInstance): void {
  const store = unit.application.charm.meta.storage.get(instance.name);
  if (store === undefined || unit.life !== 'alive') return;
  const present = instanceCount(model, unit, store.name);
  if (model.profile.series === '3.6') checkCount(store, present, -1);
  else checkMinimumOfJuju4(store, present);
}

function checkReleasable(model: Model, { pool }: StorageInstance): void {
  const { name, ofMachine } = providerOf(model, pool);
  if (ofMachine) throw refused(`storage provider "${name}" does not support releasing storage`);
}

function letGo(
  model: Model,
  instance: StorageInstance,
  { force = false, maxWaitMs }: DetachStorageArgs | RemoveStorageArgs,
): void {
  instance.attachmentLife = 'dying';
  instance.status.set('detaching');
  if (force) instance.forcedAfterMs = maxWaitMs ?? defaultMaxWaitMs;
  model.note('storage', instance.id);
}

/** Takes storage out of the model that nobody has. @internal */
export function removeInstance(model: Model, instance: StorageInstance): void {
  instance.life = 'dead';
  model.storage.delete(instance.id);
  model.note('storage', instance.id);
}

function detaching(model: Model, id: string, unit: string, isNamed: boolean): string {
  if (model.profile.series === '3.6') return `cannot destroy storage attachment ${id}:${unit}`;
  return isNamed ? `detaching storage "${id}" on unit "${unit}"` : `detaching storage "${id}" attachment 0`;
}

function notAttached(model: Model, id: string, unit: string): Error {
  if (model.profile.series === '3.6') {
    return annotated(
      notFound(`storage attachment ${id}:${unit}`),
      `cannot destroy storage attachment ${id}:${unit}`,
    );
  }
  return new ApiError(`storage "${id}" is not attached to unit "${unit}"`, 'not found');
}

function instanceOf(model: Model, id: string): StorageInstance {
  const instance = model.storage.get(id);
  if (instance !== undefined) return instance;
  throw model.profile.series === '3.6'
    ? notFound(`storage instance "${id}"`)
    : new ApiError(`storage "${id}" does not exist`, 'not found');
}
