import { ApiError } from '../api-error';
import type { Params } from '../server/params';
import { addStorage, attachStorage } from '../state/add-storage';
import type { Model } from '../state/model';
import { detachStorageByHand, removeStorage } from '../state/remove-storage';
import type { StorageInstance } from '../state/storage-entities';
import { filesystemDetails, volumeDetails } from '../status/backing-details';
import { storageDetails } from '../status/storage-details';
import type { Call, Facade } from './facade';
import { reader, writer } from './facade';
import { each, eachDone } from './results';
import { createPools, listPools, removePools, updatePools } from './storage-pools';
import { fromTag, kindOfTag, storageTag } from './tags';
import { present } from './wire-values';

/** `Storage`: storage of units, and the pools that it comes from. `Import` is not here. @internal */
export const storage: Facade = {
  name: 'Storage',
  versions: { '3.6': [6, 7], '4.0': [6, 7] },
  methods: {
    AddToUnit: writer(addToUnit, { blockedAs: 'change' }),
    Attach: writer(attach, { blockedAs: 'change' }),
    CreatePool: writer(createPools),
    DetachStorage: writer(detach, { blockedAs: 'change' }),
    ListFilesystems: reader(listFilesystems),
    ListPools: reader(listPools),
    ListStorageDetails: reader(listStorageDetails),
    ListVolumes: reader(listVolumes),
    Remove: writer(remove, { blockedAs: 'remove' }),
    RemovePool: writer(removePools),
    StorageDetails: reader(details),
    UpdatePool: writer(updatePools),
  },
};

function listStorageDetails({ model }: Call, params: Params): object {
  const filters = params.list('filters');
  if (model.profile.series !== '3.6' && filters.length === 0) {
    throw new ApiError('at least one filter is required', 'not valid');
  }
  const shown = [...model.storage.values()].map((instance) => storageDetails(model, instance));
  return { results: filters.map(() => ({ result: shown })) };
}

function details({ model }: Call, params: Params): object {
  const tags = params.list('entities').map((entity) => entity.string('tag'));
  if (model.profile.series !== '3.6') for (const [index, tag] of tags.entries()) checkKind(tag, index);
  return {
    results: each(tags, (tag) => {
      const id = fromTag(tag, 'storage');
      return { result: storageDetails(model, instanceOf(model, id)) };
    }),
  };
}

/** Juju 4 refuses all for one wrong tag. */
function checkKind(tag: string, index: number): void {
  const kind = kindOfTag(tag);
  if (kind === 'storage') return;
  const text = kind === '' ? `invalid storage entity tag ${index}` : `tag kind "${kind}" not supported`;
  throw new ApiError(text, 'not valid');
}

function instanceOf(model: Model, id: string): StorageInstance {
  const instance = model.storage.get(id);
  if (instance !== undefined) return instance;
  throw new ApiError(`storage instance "${id}" not found`, 'not found');
}

function listFilesystems({ model }: Call, params: Params): object {
  return listed(params, (machines) => filesystemDetails(model, machines));
}

function listVolumes({ model }: Call, params: Params): object {
  return listed(params, (machines) => volumeDetails(model, machines));
}

/** Nothing found is left out, as Go leaves out what is empty. */
function listed(params: Params, list: (machines: readonly string[]) => readonly object[]): object {
  const results = each(params.list('filters'), (filter) => {
    const result = list(filter.strings('machines').map((tag) => fromTag(tag, 'machine')));
    return result.length === 0 ? {} : { result };
  });
  return results.length === 0 ? {} : { results };
}

function addToUnit({ model }: Call, params: Params): object {
  const results = each(params.list('storages'), (item) => {
    const wanted = item.nested('storage');
    const made = addStorage(model, fromTag(item.string('unit'), 'unit'), item.string('name'), {
      pool: wanted.string('pool'),
      ...present({ size: wanted.optionalInt('size'), count: wanted.optionalInt('count') }),
    });
    return { result: { 'storage-tags': made.map(({ id }) => storageTag(id)) } };
  });
  // Juju 3 gives a result beside the error.
  const juju3 = model.profile.series === '3.6';
  return {
    results: results.map((one) =>
      juju3 && 'error' in one ? { ...one, result: { 'storage-tags': [] } } : one,
    ),
  };
}

function attach({ model }: Call, params: Params): object {
  return {
    results: eachDone(params.list('ids'), (item) => {
      attachStorage(
        model,
        fromTag(item.string('storage-tag'), 'storage'),
        fromTag(item.string('unit-tag'), 'unit'),
      );
    }),
  };
}

function detach({ model }: Call, params: Params): object {
  const how = force(model, params);
  return {
    results: eachDone(params.nested('ids').list('ids'), (item) => {
      const unit = item.string('unit-tag');
      detachStorageByHand(model, fromTag(item.string('storage-tag'), 'storage'), {
        ...how,
        ...(unit !== '' && { unit: fromTag(unit, 'unit') }),
      });
    }),
  };
}

function remove({ model }: Call, params: Params): object {
  return {
    results: eachDone(params.list('storage'), (item) => {
      removeStorage(model, fromTag(item.string('tag'), 'storage'), {
        ...force(model, item),
        destroyAttachments: item.bool('destroy-attachments'),
        destroyStorage: item.bool('destroy-storage'),
      });
    }),
  };
}

function force(model: Model, params: Params) {
  const maxWaitMs = params.optionalMilliseconds('max-wait');
  if (maxWaitMs !== undefined && maxWaitMs < 0 && model.profile.series !== '3.6') {
    throw new ApiError('max wait time cannot be a negative number', 'not valid');
  }
  return { force: params.bool('force'), ...present({ maxWaitMs }) };
}
