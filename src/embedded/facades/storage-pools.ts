import { ApiError, notFound, notValid } from '../api-error';
import type { Params } from '../server/params';
import type { Model } from '../state/model';
import {
  allPools,
  createPool,
  removePool,
  type StoragePool,
  storageProviders,
  updatePool,
} from '../state/storage-pools';
import type { Call } from './facade';
import { each, eachDone } from './results';

/** `Storage.ListPools`: `juju storage-pools`. @internal */
export function listPools({ model }: Call, params: Params): object {
  const results = each(params.list('filters'), (filter) => {
    const found = matching(model, filter.strings('names'), filter.strings('providers'));
    return found.length === 0 ? {} : { 'storage-pools': found.map(wirePool) };
  });
  return results.length === 0 ? {} : { results };
}

/** With names and providers both count; of one kind any. On Kubernetes Juju 3 always looks for its own provider too. */
function matching(model: Model, names: readonly string[], wanted: readonly string[]): StoragePool[] {
  const isJuju3 = model.profile.series === '3.6';
  const providers = isJuju3 && model.type === 'caas' ? [...wanted, 'kubernetes'] : wanted;
  if (isJuju3) checkCriteria(model, names, providers);
  return allPools(model).filter(
    ({ name, provider }) =>
      (names.length === 0 || names.includes(name)) &&
      (providers.length === 0 || providers.includes(provider)),
  );
}

function checkCriteria(model: Model, names: readonly string[], providers: readonly string[]): void {
  for (const provider of providers) {
    if (!storageProviders(model).includes(provider)) throw notFound(`storage provider "${provider}"`);
  }
  for (const name of names) {
    if (!/^[a-zA-Z]\w*(?:-\w+)*$/.test(name)) throw notValid(`pool name "${name}"`);
  }
}

function wirePool({ name, provider, attrs }: StoragePool): object {
  return { name, provider, attrs: Object.keys(attrs).length === 0 ? null : attrs };
}

/** `Storage.CreatePool`. @internal */
export function createPools({ model }: Call, params: Params): object {
  return { results: eachDone(params.list('pools'), (item) => createPool(model, poolOf(item))) };
}

/** `Storage.UpdatePool`, which Juju 4.0 has not yet. @internal */
export function updatePools({ model }: Call, params: Params): object {
  checkAvailable(model);
  return { results: eachDone(params.list('pools'), (item) => updatePool(model, poolOf(item))) };
}

/** `Storage.RemovePool`, which Juju 4.0 has not yet. @internal */
export function removePools({ model }: Call, params: Params): object {
  checkAvailable(model);
  return { results: eachDone(params.list('pools'), (item) => removePool(model, item.string('name'))) };
}

function checkAvailable({ profile, agentVersion }: Model): void {
  if (profile.series === '3.6') return;
  throw new ApiError(`not yet available in ${agentVersion}`, 'not yet available; try again later');
}

function poolOf(item: Params): StoragePool {
  return { name: item.string('name'), provider: item.string('provider'), attrs: item.record('attrs') };
}
