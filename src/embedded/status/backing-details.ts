import { filesystemTag, machineTag, unitTag, volumeTag } from '../facades/tags';
import type { Machine } from '../state/machine-entities';
import type { Model } from '../state/model';
import type { StorageInstance } from '../state/storage-entities';
import { entityStatus } from './details';
import { storageDetails } from './storage-details';

/** The filesystems of a model as `juju storage --filesystem` shows them; of some machines where they are named. @internal */
export function filesystemDetails(model: Model, machines: readonly string[] = []): object[] {
  return backed(model, machines).flatMap((instance) => {
    const { filesystem, volume } = instance.backing ?? {};
    if (filesystem === undefined) return [];
    return {
      'filesystem-tag': filesystemTag(filesystem),
      ...(volume !== undefined && { 'volume-tag': volumeTag(volume) }),
      info: { 'filesystem-id': providerId(model, instance), pool: instance.pool, size: instance.size },
      life: instance.life,
      status: entityStatus(instance.status),
      ...attachments(model, instance, { 'mount-point': instance.location }),
      storage: storageDetails(model, instance),
    };
  });
}

/** The volumes of a model as `juju storage --volume` shows them, those of machines without storage included. @internal */
export function volumeDetails(model: Model, machines: readonly string[] = []): object[] {
  const ofStorage = backed(model, machines).flatMap((instance) => {
    const { volume } = instance.backing ?? {};
    if (volume === undefined) return [];
    const persistent = instance.persistent && instance.kind === 'block';
    return {
      'volume-tag': volumeTag(volume),
      info: {
        'volume-id': providerId(model, instance),
        pool: instance.pool,
        size: instance.size,
        persistent,
      },
      life: instance.life,
      status: entityStatus(instance.status),
      ...attachments(model, instance, { 'device-link': instance.location }),
      storage: storageDetails(model, instance),
    };
  });
  const shown = [...model.machines.values()].filter(
    ({ id }) => machines.length === 0 || machines.includes(id),
  );
  return [...ofStorage, ...shown.flatMap(diskDetails)];
}

function backed(model: Model, machines: readonly string[]): StorageInstance[] {
  return [...model.storage.values()].filter((instance) => {
    if (machines.length === 0) return instance.backing !== undefined;
    const machine = hostOf(model, instance);
    return instance.backing !== undefined && machine !== undefined && machines.includes(machine);
  });
}

function hostOf(model: Model, { owner, attached }: StorageInstance): string | undefined {
  return attached ? model.unit(owner).machine?.id : undefined;
}

/** What the cloud calls it. */
function providerId(model: Model, { id, machine }: StorageInstance): string {
  return machine === '' ? `juju:juju-${model.uuid.slice(-6)}-${id.replace('/', '-')}` : id.replace('/', '-');
}

/** A machine has it, or on Kubernetes the unit itself. */
function attachments(model: Model, instance: StorageInstance, info: object): object {
  if (!instance.attached) return {};
  const details = { ...info, 'read-only': false, life: instance.attachmentLife };
  const machine = hostOf(model, instance);
  return machine === undefined
    ? { 'unit-attachments': { [unitTag(instance.owner)]: details } }
    : { 'machine-attachments': { [machineTag(machine)]: details } };
}

/** A disk is there with its machine. */
function diskDetails({ id, disks, instanceId, agent, life }: Machine): object[] {
  const provisioned = instanceId !== '';
  return disks.map((disk) => ({
    'volume-tag': volumeTag(disk.id),
    info: {
      'volume-id': provisioned ? `volume-${disk.id.replace('/', '-')}` : '',
      pool: disk.pool,
      size: disk.size,
      persistent: false,
    },
    life,
    status: entityStatus({ ...statusOf(provisioned), data: {}, since: agent.since }),
    'machine-attachments': { [machineTag(id)]: { 'read-only': false, life } },
  }));
}

const statusOf = (provisioned: boolean) => ({ status: provisioned ? 'attached' : 'pending', message: '' });
