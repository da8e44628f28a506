import { machineTag, storageTag, unitTag } from '../facades/tags';
import type { Model } from '../state/model';
import type { StorageInstance } from '../state/storage-entities';
import { entityStatus } from './details';

const kinds = { unknown: 0, block: 1, filesystem: 2 };

/** A storage instance as `juju storage` and `juju status --storage` show it. @internal */
export function storageDetails(model: Model, storage: StorageInstance): object {
  const tag = storageTag(storage.id);
  return {
    'storage-tag': tag,
    'owner-tag': storage.owner === '' ? '' : unitTag(storage.owner),
    kind: kinds[storage.kind],
    status: entityStatus(storage.status),
    life: storage.life,
    // Of filesystems Juju does not say it.
    persistent: storage.persistent && storage.kind === 'block',
    ...(storage.attached && { attachments: attachment(model, storage, tag) }),
  };
}

function attachment(model: Model, storage: StorageInstance, tag: string): Record<string, object> {
  const machine = model.unit(storage.owner).machine?.id;
  return {
    [unitTag(storage.owner)]: {
      'storage-tag': tag,
      'unit-tag': unitTag(storage.owner),
      'machine-tag': machine === undefined ? '' : machineTag(machine),
      ...(storage.location !== '' && { location: storage.location }),
      life: storage.attachmentLife,
    },
  };
}
