import type { Model } from './model';
import { ApiError, notFound, refused } from '../api-error';

/** A pool that storage comes from. @public */
export interface StoragePool {
  readonly name: string;
  readonly provider: string;
  readonly attrs: Readonly<Record<string, unknown>>;
}

/** What a provider of storage is like. */
interface StorageProvider {
  /** Its storage is part of a machine: it goes with it, and cannot be given to another. */
  readonly ofMachine: boolean;
  /** It makes volumes, and filesystems on them; else filesystems. */
  readonly makesVolumes: boolean;
}

const providers: Readonly<Record<string, StorageProvider>> = {
  kubernetes: { ofMachine: false, makesVolumes: true },
  loop: { ofMachine: true, makesVolumes: true },
  lxd: { ofMachine: false, makesVolumes: false },
  rootfs: { ofMachine: true, makesVolumes: false },
  tmpfs: { ofMachine: true, makesVolumes: false },
};
const ofModelType = { iaas: ['loop', 'lxd', 'rootfs', 'tmpfs'], caas: ['kubernetes', 'rootfs', 'tmpfs'] };

/** The names of the providers of storage that a model has. @internal */
export function storageProviders(model: Model): readonly string[] {
  return ofModelType[model.type];
}

/** The pools that a new model has beside one of each provider's name. @internal */
export function firstPools(type: Model['type']): Map<string, StoragePool> {
  const lxd = (driver: string, attrs: Record<string, unknown>): StoragePool => ({
    name: `lxd-${driver}`,
    provider: 'lxd',
    attrs: { driver, 'lxd-pool': `juju-${driver}`, ...attrs },
  });
  const pools = type === 'iaas' ? [lxd('btrfs', {}), lxd('zfs', { 'zfs.pool_name': 'juju-lxd' })] : [];
  return new Map(pools.map((pool) => [pool.name, pool]));
}

/** All pools: those that were made, and one of each provider's name. @internal */
export function allPools(model: Model): StoragePool[] {
  const plain = storageProviders(model).map((name) => ({ name, provider: name, attrs: {} }));
  return [...model.storagePools.values(), ...plain];
}

/** The provider of a pool, or that there is no such pool. @internal */
export function providerOf(model: Model, pool: string): StorageProvider & { readonly name: string } {
  const name = allPools(model).find((each) => each.name === pool)?.provider;
  const provider = name === undefined ? undefined : providers[name];
  if (name !== undefined && provider !== undefined) return { name, ...provider };
  throw model.profile.series === '3.6'
    ? notFound(`pool "${pool}"`)
    : new ApiError(`storage pool "${pool}" does not exist`, 'not found');
}

/** What `juju create-storage-pool` does. @internal */
export function createPool(model: Model, pool: StoragePool): void {
  if (model.profile.series === '3.6') checkNewPool(model, pool);
  else checkNewPoolOfJuju4(model, pool);
  model.storagePools.set(pool.name, pool);
}

function checkNewPool(model: Model, { name, provider }: StoragePool): void {
  if (name === '') throw refused('pool name is missing');
  if (provider === '') throw refused('provider type is missing');
  if (!storageProviders(model).includes(provider)) throw notFound(`storage provider "${provider}"`);
  if (model.storagePools.has(name))
    throw refused(`creating pool "${name}": cannot overwrite existing settings`);
}

function checkNewPoolOfJuju4(model: Model, { name, provider }: StoragePool): void {
  if (!/^[a-zA-Z]\w*(?:-\w+)*$/.test(name)) {
    throw new ApiError('storage pool name is either not set or is not a valid name', 'not valid');
  }
  if (!/^[a-z][a-z0-9]*$/.test(provider)) {
    throw new ApiError(
      'provider type is not a valid value that can be used for a new storage pool',
      'not valid',
    );
  }
  if (!storageProviders(model).includes(provider)) {
    throw new ApiError(`no storage provider "${provider}" exists in the current model`, 'not found');
  }
  if (allPools(model).some((each) => each.name === name)) {
    throw new ApiError(`storage pool for name "${name}" already exists in the model`, 'already exists');
  }
}

/** What `juju update-storage-pool` does; `''` keeps the provider. @internal */
export function updatePool(model: Model, { name, provider, attrs }: StoragePool): void {
  if (name === '') throw refused('pool name is missing');
  const present = model.storagePools.get(name);
  if (present === undefined) throw notFound(`pool "${name}"`);
  if (provider !== '' && !storageProviders(model).includes(provider)) {
    throw notFound(`storage provider "${provider}"`);
  }
  model.storagePools.set(name, { name, provider: provider === '' ? present.provider : provider, attrs });
}

/** What `juju remove-storage-pool` does. @internal */
export function removePool(model: Model, name: string): void {
  const used = [...model.storage.values()].some(({ pool }) => pool === name);
  if (used) throw refused(`storage pool "${name}" in use`);
  if (!model.storagePools.delete(name)) throw notFound(`storage pool "${name}"`);
}
