import { itemsOf } from '../../juju/bulk';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import type { ModelCore } from '../model-core';

/** What a provider of storage can be told about a pool. @public */
export type PoolAttributes = Readonly<Record<string, string | number | boolean>>;

/** A pool that storage comes from. @public */
export interface StoragePool {
  readonly name: string;
  readonly provider: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Which pools to list; with both, pools that match both. @public */
export interface PoolFilter extends CallLimits {
  readonly names?: readonly string[];
  readonly providers?: readonly string[];
}

/** @internal */
export async function listPools(core: ModelCore, filter: PoolFilter): Promise<readonly StoragePool[]> {
  checkKeys(filter, ['names', 'providers', 'signal', 'timeout'], 'pools');
  const { names = [], providers = [], ...limits } = filter;
  const call = { facade: 'Storage', request: 'ListPools', version: core.session.facadeVersion('Storage') };
  const params: wire.StoragePoolFilters = { filters: [{ names: [...names], providers: [...providers] }] };
  const response = await core.call<wire.StoragePoolsResults>(call.facade, call.request, params, limits);
  const pools = itemsOf(call, response).flatMap((item) => item['storage-pools'] ?? []);
  return Object.freeze(
    pools
      .map(({ name, provider, attrs }) =>
        Object.freeze({ name, provider, attributes: Object.freeze(attrs ?? {}) }),
      )
      .sort(({ name: a }, { name: b }) => a.localeCompare(b, 'en')),
  );
}

/** @internal */
export function createPool(core: ModelCore, pool: wire.StoragePool, limits: CallLimits): Promise<void> {
  return send(core, 'CreatePool', { pools: [pool] } satisfies wire.StoragePoolArgs, limits);
}

/** @internal */
export function updatePool(core: ModelCore, pool: wire.StoragePool, limits: CallLimits): Promise<void> {
  return send(core, 'UpdatePool', { pools: [pool] } satisfies wire.StoragePoolArgs, limits);
}

/** @internal */
export function removePool(core: ModelCore, name: string, limits: CallLimits): Promise<void> {
  return send(core, 'RemovePool', { pools: [{ name }] } satisfies wire.StoragePoolDeleteArgs, limits);
}

async function send(core: ModelCore, request: string, params: object, limits: CallLimits): Promise<void> {
  const call = { facade: 'Storage', request, version: core.session.facadeVersion('Storage') };
  itemsOf(call, await core.call<wire.ErrorResults>('Storage', request, params, limits));
}
