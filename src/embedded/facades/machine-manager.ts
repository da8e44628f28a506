import { notSupported } from '../api-error';
import type { Params } from '../server/params';
import type { Model } from '../state/model';
import type { DestroyedInfo } from '../state/requests';
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
  const results = each(params.list('params'), (item) => {
    if (item.string('instance-id') !== '') throw notSupported('adding a machine that exists already');
    const placement = item.has('placement') ? fromPlacement(item.nested('placement')) : undefined;
    const containerType = item.string('container-type');
    const parentId = item.string('parent-id');
    const machine = model.addMachine({
      ...(item.has('base') && { base: fromBase(item.nested('base')) }),
      constraints: fromConstraints(item.nested('constraints')),
      ...present({ placement }),
      ...(containerType !== '' && { containerType }),
      ...(parentId !== '' && { parentId }),
    });
    return { machine: machine.id };
  });
  return { machines: results.map((result) => ('error' in result ? { machine: '', ...result } : result)) };
}

function destroyMachines({ model }: Call, params: Params): object {
  const dryRun = params.bool('dry-run');
  return {
    results: each(params.strings('machine-tags'), (tag) => {
      const id = fromTag(tag, 'machine');
      const containers = containersOf(model, id);
      const info = model.destroyMachine(id, {
        force: params.bool('force'),
        keep: params.bool('keep'),
        dryRun,
        ...present({ maxWaitMs: params.optionalMilliseconds('max-wait') }),
      });
      return { info: { ...destroyedMachine(id, info), ...containers } };
    }),
  };
}

function containersOf(model: Model, id: string): object {
  const containers = [...(model.machines.get(id)?.containers.keys() ?? [])];
  if (containers.length === 0) return {};
  return { 'destroyed-containers': containers.map((each) => ({ info: { 'machine-id': each } })) };
}

function destroyedMachine(id: string, info: DestroyedInfo): object {
  return { 'machine-id': id, ...destroyedEntities(info) };
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
