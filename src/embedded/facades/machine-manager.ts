import { notSupported, refused } from '../api-error';
import type { Params } from '../server/params';
import type { Machine } from '../state/machine-entities';
import type { Model } from '../state/model';
import type { DestroyedInfo, DestroyedMachine } from '../state/requests';
import type { StorageDirective } from '../state/storage-entities';
import type { Call, Facade } from './facade';
import { writer } from './facade';
import { each } from './results';
import { fromTag, storageTag, unitTag } from './tags';
import { fromBase, fromConstraints, fromPlacement, present } from './wire-values';

/** `MachineManager`: `juju add-machine` and `remove-machine`. @internal */
export const machineManager: Facade = {
  name: 'MachineManager',
  versions: { '3.6': [9, 10], '4.0': [11] },
  methods: {
    AddMachines: writer(addMachines, { blockedAs: 'change' }),
    DestroyMachineWithParams: writer(destroyMachines),
  },
};

function addMachines({ model }: Call, params: Params): object {
  const results = each(params.list('params'), (item) => ({ machine: addOne(model, item).id }));
  return { machines: results.map((result) => ('error' in result ? { machine: '', ...result } : result)) };
}

function addOne(model: Model, item: Params): Machine {
  const placement = item.has('placement') ? fromPlacement(item.nested('placement')) : undefined;
  const containerType = item.string('container-type');
  const parentId = item.string('parent-id');
  if (parentId !== '' && containerType === '')
    throw refused('parent machine specified without container type');
  if (containerType !== '' && placement !== undefined) {
    throw refused('container type and placement are mutually exclusive');
  }
  if (item.string('instance-id') !== '') throw notSupported('adding a machine that exists already');
  return model.addMachine({
    ...(item.has('base') && { base: fromBase(item.nested('base')) }),
    constraints: fromConstraints(item.nested('constraints')),
    disks: item.list('disks').map(disk),
    ...present({ placement }),
    ...(containerType !== '' && { containerType }),
    ...(parentId !== '' && { parentId }),
  });
}

/** Go's own names, for want of others. */
function disk(item: Params): StorageDirective {
  return { pool: item.string('Pool'), size: item.int('Size'), count: item.int('Count') };
}

function destroyMachines({ model }: Call, params: Params): object {
  const dryRun = params.bool('dry-run');
  return {
    results: each(params.strings('machine-tags'), (tag) => {
      const id = fromTag(tag, 'machine');
      checkIsThere(model, id);
      const info = model.destroyMachine(id, {
        force: params.bool('force'),
        keep: params.bool('keep'),
        dryRun,
        ...present({ maxWaitMs: params.optionalMilliseconds('max-wait') }),
      });
      return { info: destroyedMachine(info) };
    }),
  };
}

/** Juju 4 has words of its own for a machine that is not there. */
function checkIsThere(model: Model, id: string): void {
  if (model.profile.series === '3.6' || model.machines.has(id)) return;
  const name = JSON.stringify(id);
  throw refused(`getting machine UUID: getting UUID for machine ${name}: machine ${name}: machine not found`);
}

function destroyedMachine(info: DestroyedMachine): object {
  return {
    'machine-id': info.id,
    ...destroyedEntities(info),
    ...(info.containers.length > 0 && {
      'destroyed-containers': info.containers.map((each) => ({ info: destroyedMachine(each) })),
    }),
  };
}

/** What goes with something, as tags; kinds of which nothing goes are left out. @internal */
export function destroyedEntities({
  detachedStorage,
  destroyedStorage,
  destroyedUnits,
}: DestroyedInfo): object {
  const tags = (ids: readonly string[], tag: (id: string) => string) =>
    ids.length === 0 ? undefined : ids.map((id) => ({ tag: tag(id) }));
  return present({
    'detached-storage': tags(detachedStorage, storageTag),
    'destroyed-storage': tags(destroyedStorage, storageTag),
    'destroyed-units': tags(destroyedUnits, unitTag),
  });
}
