import type { Charm, CharmStorage } from '../charm/charm';
import type { Unit } from './entities';
import type { StorageDirective, StorageInstance } from './storage-entities';
import type { Model } from './model';
import { notFound, refused } from '../api-error';
import { providerOf } from './storage-pools';
import { StatusRecord } from './status-record';

/** Gives a new unit the storage that its charm asks for: what is to be attached, and new storage for the rest. @internal */
export function addUnitStorage(model: Model, unit: Unit, attach: readonly string[]): void {
  const { charm, storageDirectives } = unit.application;
  for (const id of attach) attachTo(model, unit, id);
  for (const store of charm.meta.storage.values()) {
    const directive = storageDirectives.get(store.name) ?? defaultDirective(model, store);
    const given = storageOf(model, unit).filter(({ name }) => name === store.name).length;
    for (let made = given; made < directive.count; made += 1) makeStorage(model, unit, store, directive);
  }
}

/** Refuses storage that cannot be attached to a new unit of a charm. @internal */
export function checkAttach(model: Model, charm: Charm, ids: readonly string[]): void {
  for (const id of ids) {
    const instance = model.storage.get(id);
    if (instance === undefined) throw notFound(`storage instance "${id}"`);
    const doing = `cannot attach storage ${id}`;
    if (!charm.meta.storage.has(instance.name)) {
      throw refused(`${doing}: charm "${charm.name}" has no store called "${instance.name}"`);
    }
    if (instance.owner !== '') throw refused(`${doing}: storage is attached to unit "${instance.owner}"`);
    if (instance.life !== 'alive') throw refused(`${doing}: storage is not alive`);
  }
}

/** Gives storage that nobody has to a unit. @internal */
export function attachTo(model: Model, unit: Unit, id: string): void {
  const instance = model.storage.get(id);
  if (instance === undefined) return;
  instance.owner = unit.name;
  instance.status.set('attaching');
  unit.storage.add(id);
  model.note('storage', id);
}

/** What a charm gets of a kind of storage when nobody says what. @internal */
export function defaultDirective(model: Model, store: CharmStorage): StorageDirective {
  const pool = model.type === 'caas' ? 'kubernetes' : store.type === 'filesystem' ? 'rootfs' : 'loop';
  return { pool, size: store.minimumSize === 0 ? 1024 : store.minimumSize, count: store.countMin };
}

/** Makes one storage instance, to be attached to a unit. @internal */
export function makeStorage(
  model: Model,
  unit: Unit,
  store: CharmStorage,
  directive: StorageDirective,
): StorageInstance {
  const id = `${store.name}/${model.sequences.next('stores')}`;
  const instance: StorageInstance = {
    id,
    name: store.name,
    kind: store.type,
    pool: directive.pool,
    size: directive.size,
    persistent: !providerOf(model, directive.pool).ofMachine,
    life: 'alive',
    status: new StatusRecord('pending', '', () => model.note('storage', id, 'status')),
    owner: unit.name,
    attached: false,
    attachmentLife: 'alive',
    location: locationOf(store, id),
    backing: undefined,
    machine: '',
    forcedAfterMs: undefined,
  };
  model.storage.set(id, instance);
  unit.storage.add(id);
  model.note('storage', id);
  return instance;
}

function locationOf(store: CharmStorage, id: string): string {
  if (store.type === 'block') return `/dev/disk/by-id/${id.replace('/', '-')}`;
  if (store.location === '') return `/var/lib/juju/storage/${id}`;
  return store.countMax === 1 ? store.location : `${store.location}/${id}`;
}

/** The storage instances of a unit. @internal */
export function storageOf(model: Model, unit: Unit): StorageInstance[] {
  return [...unit.storage].map((id) => model.storage.get(id)).filter((instance) => instance !== undefined);
}

/** What becomes of a unit's storage when the unit goes. @internal */
export function classifyStorage(
  model: Model,
  units: readonly Unit[],
  destroy: boolean,
): { destroyedStorage: string[]; detachedStorage: string[] } {
  const instances = units.flatMap((unit) => storageOf(model, unit));
  const goes = (instance: StorageInstance) => destroy || !instance.persistent;
  return {
    destroyedStorage: instances.filter(goes).map(({ id }) => id),
    detachedStorage: instances.filter((instance) => !goes(instance)).map(({ id }) => id),
  };
}

/** The cloud makes what is behind storage, when it is attached for the first time. @internal */
export function provisionStorage(model: Model, unit: Unit, instance: StorageInstance): void {
  if (instance.backing !== undefined) return;
  const { ofMachine, makesVolumes } = providerOf(model, instance.pool);
  const machine = ofMachine ? (unit.machine?.id ?? '') : '';
  const idOf = (sequence: string) => {
    const number = String(model.sequences.next(sequence));
    return machine === '' ? number : `${machine}/${number}`;
  };
  instance.machine = machine;
  instance.backing = {
    filesystem: instance.kind === 'filesystem' ? idOf('filesystem') : undefined,
    volume: instance.kind === 'block' || makesVolumes ? idOf('volume') : undefined,
  };
}

/** Ends the attachment of storage: what does not outlive its unit is gone, the rest is detached. @internal */
export function detachStorage(model: Model, unit: Unit, instance: StorageInstance): void {
  const stays = instance.life === 'alive' && (instance.persistent || unit.life === 'alive');
  unit.storage.delete(instance.id);
  instance.owner = '';
  instance.attached = false;
  instance.attachmentLife = 'alive';
  instance.forcedAfterMs = undefined;
  if (stays) {
    instance.status.set('detached');
  } else {
    instance.life = 'dead';
    model.storage.delete(instance.id);
  }
  model.note('storage', instance.id);
}
