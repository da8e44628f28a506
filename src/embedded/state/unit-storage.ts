import type { CharmStorage } from '../charm/charm';
import type { StorageDirective, StorageInstance, Unit } from './entities';
import type { Model } from './model';
import { StatusRecord } from './status-record';

/** Pools whose storage lives and dies with the machine. */
const ephemeral = new Set(['rootfs', 'tmpfs']);

/** Makes the storage that a charm asks for of a new unit. @internal */
export function addUnitStorage(model: Model, unit: Unit): void {
  const { charm, storageDirectives } = unit.application;
  for (const store of charm.meta.storage.values()) {
    const directive = storageDirectives.get(store.name) ?? defaultDirective(model, store);
    for (let made = 0; made < directive.count; made += 1) makeStorage(model, unit, store, directive);
  }
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
    persistent: !ephemeral.has(directive.pool),
    life: 'alive',
    status: new StatusRecord('pending', '', () => model.note('storage', id, 'status')),
    owner: unit.name,
    attached: false,
    attachmentLife: 'alive',
    location: locationOf(store, id),
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

/** Ends the attachment of storage: what does not outlive its unit is gone, the rest is detached. @internal */
export function detachStorage(model: Model, unit: Unit, instance: StorageInstance): void {
  unit.storage.delete(instance.id);
  instance.owner = '';
  instance.attached = false;
  instance.attachmentLife = 'alive';
  if (instance.persistent && instance.life === 'alive') {
    instance.status.set('detached');
  } else {
    instance.life = 'dead';
    model.storage.delete(instance.id);
  }
  model.note('storage', instance.id);
}
