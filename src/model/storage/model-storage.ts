import type { Duration } from '../../duration';
import { resultsOf } from '../../juju/bulk';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import type { ModelCore } from '../model-core';
import { listFilesystems, listStorage, listVolumes } from './list-storage';
import { removeStorage } from './remove-storage';
import { type FilesystemInfo, type StorageInfo, storageInfo, type VolumeInfo } from './storage-info';
import { storageTags } from './storage-id';
import {
  createPool,
  listPools,
  type PoolAttributes,
  type PoolFilter,
  removePool,
  type StoragePool,
  updatePool,
} from './storage-pools';

/** How to remove storage. @public */
export interface RemoveStorageOptions extends CallLimits {
  /** Detach it first, where a unit has it, and do not let a failed hook stop that. */
  readonly force?: boolean;
  /** With `force`: how long the unit's hook may take, in Juju's time; 0 skips it. Default: a minute. */
  readonly maxWait?: Duration;
  /** Destroy what the cloud has of it; `false` leaves that there, and only the model forgets it. Default: `true`. */
  readonly destroyStorage?: boolean;
  /** Resolve only when it is gone. Default: `true`. */
  readonly wait?: boolean;
  /** When to stop waiting; what was begun goes on. Default: `'10m'`. */
  readonly timeout?: Duration;
}

/**
 * The storage of a model, and the pools that it comes from. Storage is named as Juju shows it: `data/0`.
 *
 * @example
 * ```ts
 * const { storage } = opsTest.model;
 * expect(await storage.list()).toMatchObject([{ id: 'data/0', owner: 'db/0', kind: 'filesystem' }]);
 * await storage.createPool('fast', 'lxd', { driver: 'zfs' });
 * ```
 *
 * @example
 * ```ts
 * await storage.updatePool('fast', { driver: 'btrfs' });
 * await storage.removePool('fast');
 * const [{ persistent }] = await storage.show('data/0');
 * const sizes = (await storage.filesystems()).map(({ size }) => size); // in MiB
 * const volumes = await storage.volumes();
 * await storage.remove('data/0', { force: true });
 * ```
 *
 * @public
 */
export class ModelStorage {
  readonly #core: ModelCore;

  /** @internal */
  constructor(core: ModelCore) {
    this.#core = core;
  }

  /** All of it, attached or not. */
  list(limits: CallLimits = {}): Promise<readonly StorageInfo[]> {
    return listStorage(this.#core, limits);
  }

  /**
   * Some of it, in the order in which it is named.
   *
   * @throws JujuApiError with the code `not found`; JujuBulkError where it was one of several
   */
  async show(ids: string | readonly string[], limits: CallLimits = {}): Promise<readonly StorageInfo[]> {
    const version = this.#core.session.facadeVersion('Storage');
    const call = { facade: 'Storage', request: 'StorageDetails', version };
    const params: wire.Entities = { entities: storageTags(ids).map((tag) => ({ tag })) };
    const response = await this.#core.call<wire.StorageDetailsResults>(
      call.facade,
      call.request,
      params,
      limits,
    );
    return Object.freeze(resultsOf(call, response).map(storageInfo));
  }

  /** The filesystems behind storage. */
  filesystems(limits: CallLimits = {}): Promise<readonly FilesystemInfo[]> {
    return listFilesystems(this.#core, limits);
  }

  /** The volumes behind storage, and those of machines. */
  volumes(limits: CallLimits = {}): Promise<readonly VolumeInfo[]> {
    return listVolumes(this.#core, limits);
  }

  /**
   * Removes storage, and resolves when it is gone.
   *
   * @throws JujuApiError where a unit has it, unless `force` is set; where its charm cannot do without
   */
  remove(ids: string | readonly string[], options: RemoveStorageOptions = {}): Promise<void> {
    return removeStorage(this.#core, ids, options);
  }

  /**
   * The pools that storage can come from: those that were made, and one of each provider's name.
   *
   * @example
   * ```ts
   * const pools = await model.storage.pools({ providers: ['lxd'] });
   * ```
   */
  pools(filter: PoolFilter = {}): Promise<readonly StoragePool[]> {
    return listPools(this.#core, filter);
  }

  /** Makes a pool of a provider, such as `lxd` or `ebs`, with attributes that the provider knows. */
  createPool(
    name: string,
    provider: string,
    attributes: PoolAttributes = {},
    limits: CallLimits = {},
  ): Promise<void> {
    return createPool(this.#core, { name, provider, attrs: attributes }, limits);
  }

  /** Gives a pool other attributes, in place of all that it had. Juju 4.0 has that not yet, and says so. */
  updatePool(name: string, attributes: PoolAttributes, limits: CallLimits = {}): Promise<void> {
    return updatePool(this.#core, { name, provider: '', attrs: attributes }, limits);
  }

  /** Removes a pool that no storage is of. Juju 4.0 has that not yet, and says so. */
  removePool(name: string, limits: CallLimits = {}): Promise<void> {
    return removePool(this.#core, name, limits);
  }
}
