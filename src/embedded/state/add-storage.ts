import type { CharmStorage } from '../charm/charm';
import type { Unit } from './entities';
import type { StorageDirective, StorageInstance } from './storage-entities';
import type { Model } from './model';
import { annotated, ApiError, notFound, notValid, refused } from '../api-error';
import { checkCount, instanceCount } from './storage-counts';
import { providerOf } from './storage-pools';
import { attachTo, defaultDirective, makeStorage } from './unit-storage';

/** What `juju add-storage` does: new storage for a unit that is there. @internal */
export function addStorage(
  model: Model,
  unitName: string,
  store: string,
  wanted: Partial<StorageDirective>,
): StorageInstance[] {
  const unit = unitOf(model, unitName);
  if (unit.life !== 'alive') throw refused('unit is not found or not alive');
  const spec = storeOf(model, unit, store);
  const directive = completed(model, unit, spec, wanted);
  if (directive.count === 0) throw notValid('adding storage where instance count is 0');
  if (model.profile.series === '3.6') checkCount(spec, instanceCount(model, unit, store), directive.count);
  else checkMaximumOfJuju4(spec, instanceCount(model, unit, store) + directive.count);
  providerOf(model, directive.pool);
  return Array.from({ length: directive.count }, () => makeStorage(model, unit, spec, directive));
}

/** What `juju attach-storage` does; what is attached already stays so. @internal */
export function attachStorage(model: Model, id: string, unitName: string): void {
  if (model.profile.series !== '3.6') {
    attachAsJuju4(model, id, unitName);
    return;
  }
  try {
    attachAsJuju3(model, id, unitName);
  } catch (error) {
    throw annotated(error, `cannot attach storage ${id} to unit ${unitName}`);
  }
}

function attachAsJuju3(model: Model, id: string, unitName: string): void {
  const instance = instanceOf(model, id);
  const unit = model.unit(unitName);
  if (unit.life !== 'alive') throw refused('unit not alive');
  if (instance.life !== 'alive') throw refused('storage not alive');
  if (instance.owner === unit.name) return;
  if (instance.owner !== '') {
    throw refused(`cannot attach storage owned by unit ${instance.owner} to unit ${unit.name}`);
  }
  const { charm } = unit.application;
  const store = charm.meta.storage.get(instance.name);
  if (store === undefined) throw refused(`charm ${charm.name} has no storage called ${instance.name}`);
  checkCount(store, instanceCount(model, unit, store.name), 1);
  if (instance.machine !== '' && instance.machine !== unit.machine?.id) {
    throw refused(`storage is non-detachable (bound to machine ${instance.machine})`);
  }
  attachTo(model, unit, id);
}

function attachAsJuju4(model: Model, id: string, unitName: string): void {
  const unit = unitOf(model, unitName);
  const instance = model.storage.get(id);
  const wrong = (text: string, code = 'not valid') => new ApiError(text, code);
  if (instance === undefined) throw wrong(`storage "${id}" does not exist`, 'not found');
  if (unit.life !== 'alive') throw wrong(`unit "${unit.name}" is not alive`);
  if (instance.life !== 'alive') throw wrong(`storage "${id}" is not alive`);
  const store = unit.application.charm.meta.storage.get(instance.name);
  if (store === undefined) {
    throw wrong(`storage "${id}" not supported by the charm of unit "${unit.name}"`, 'not supported');
  }
  if (instance.owner === unit.name) {
    throw wrong(`storage "${id}" is already attached to unit "${unit.name}"`, 'already exists');
  }
  if (store.countMax >= 0 && instanceCount(model, unit, store.name) + 1 > store.countMax) {
    throw wrong(
      `attaching storage "${id}" would exceed the maximum count of ${store.countMax} ` +
        `for storage definition "${store.name}" of unit "${unit.name}"`,
    );
  }
  if (instance.owner !== '') {
    throw wrong(
      `storage "${id}" already has attachments but the charm storage definition of unit "${unit.name}" ` +
        'does not support shared access',
    );
  }
  if (instance.machine !== '' && instance.machine !== unit.machine?.id) {
    throw wrong(`storage "${id}" is bound to a different machine than unit "${unit.name}"`);
  }
  attachTo(model, unit, id);
}

/** What is asked for, then what the application was deployed with, then what Juju takes. */
function completed(
  model: Model,
  unit: Unit,
  store: CharmStorage,
  wanted: Partial<StorageDirective>,
): StorageDirective {
  const standard = defaultDirective(model, store);
  const deployed = unit.application.storageDirectives.get(store.name) ?? standard;
  const pool = wanted.pool || deployed.pool || standard.pool;
  const size = wanted.size || deployed.size || standard.size;
  const isWhole = Boolean(wanted.pool) && Boolean(wanted.size);
  const juju3 = isWhole ? 0 : store.countMin;
  return { pool, size, count: wanted.count ?? (model.profile.series === '3.6' ? juju3 : 1) };
}

function unitOf(model: Model, name: string): Unit {
  if (model.profile.series === '3.6') return model.unit(name);
  try {
    return model.unit(name);
  } catch {
    throw new ApiError(`unit "${name}" does not exist`, 'not found');
  }
}

function storeOf(model: Model, unit: Unit, name: string): CharmStorage {
  const store = unit.application.charm.meta.storage.get(name);
  if (store !== undefined) return store;
  throw model.profile.series === '3.6'
    ? notFound(`charm storage "${name}"`)
    : new ApiError(`storage name "${name}" not supported by charm`, 'not supported');
}

function checkMaximumOfJuju4(store: CharmStorage, total: number): void {
  if (store.countMax < 0 || total <= store.countMax) return;
  throw new ApiError(
    `storage directive "${store.name}" request count ${total} exceeds the charm's maximum count of ${store.countMax}`,
    'not valid',
  );
}

function instanceOf(model: Model, id: string): StorageInstance {
  const instance = model.storage.get(id);
  if (instance === undefined) throw notFound(`storage instance "${id}"`);
  return instance;
}
