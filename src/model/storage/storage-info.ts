import { fromTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import { life, statusInfo } from '../status/parse-status-info';
import type { Life, StatusInfo } from '../status/status';

/** A storage instance that a unit has, or had. @public */
export interface StorageAttachment {
  readonly unit: string;
  /** `undefined` on Kubernetes, and before there is one. */
  readonly machine: string | undefined;
  /** The mount point of a filesystem, or the device; `''` while it is being attached. */
  readonly location: string;
  readonly life: Life;
}

/** A storage instance, such as `data/0`. @public */
export interface StorageInfo {
  /** `data/0`. */
  readonly id: string;
  /** The charm's name for it: `data`. */
  readonly name: string;
  readonly kind: 'block' | 'filesystem' | 'unknown';
  /** `pending`, `attaching`, `attached`, `detaching`, `detached` … */
  readonly status: StatusInfo;
  readonly life: Life;
  /** The unit that it is for; `undefined` when it is detached. */
  readonly owner: string | undefined;
  /** Whether its volume outlives the machine; Juju tells it of block storage only. */
  readonly persistent: boolean;
  readonly attachments: readonly StorageAttachment[];
}

/** A filesystem of the cloud or of a machine. @public */
export interface FilesystemInfo {
  /** `0`, or `0/1` of machine 0's own. */
  readonly id: string;
  /** The volume that it is on, if it is on one. */
  readonly volume: string | undefined;
  /** What the cloud calls it; `''` until it is there. */
  readonly providerId: string;
  readonly pool: string;
  /** In MiB. */
  readonly size: number;
  readonly life: Life;
  readonly status: StatusInfo;
  /** The storage instance that it is behind. */
  readonly storage: string | undefined;
  /** The machines that have it; on Kubernetes the units. */
  readonly hosts: readonly string[];
}

/** A volume of the cloud or of a machine. @public */
export interface VolumeInfo extends Omit<FilesystemInfo, 'volume'> {
  /** Whether it outlives the machine. */
  readonly persistent: boolean;
}

const kinds = ['unknown', 'block', 'filesystem'] as const;

/** @internal */
export function storageInfo(raw: wire.StorageDetails): StorageInfo {
  const { id } = fromTag(raw['storage-tag'], 'storage');
  return Object.freeze({
    id,
    name: id.slice(0, id.lastIndexOf('/')),
    kind: kinds[raw.kind] ?? 'unknown',
    status: statusInfo(raw.status),
    life: life(raw.life),
    owner: raw['owner-tag'] === '' ? undefined : fromTag(raw['owner-tag']).id,
    persistent: raw.persistent,
    attachments: Object.freeze(Object.values(raw.attachments ?? {}).map(attachment)),
  });
}

function attachment(raw: wire.StorageAttachmentDetails): StorageAttachment {
  return Object.freeze({
    unit: fromTag(raw['unit-tag'], 'unit').id,
    machine: raw['machine-tag'] === '' ? undefined : fromTag(raw['machine-tag'], 'machine').id,
    location: raw.location ?? '',
    life: life(raw.life),
  });
}

/** @internal */
export function filesystemInfo(raw: wire.FilesystemDetails): FilesystemInfo {
  const volume = raw['volume-tag'] ?? '';
  return Object.freeze({
    id: fromTag(raw['filesystem-tag'], 'filesystem').id,
    volume: volume === '' ? undefined : fromTag(volume, 'volume').id,
    providerId: raw.info['filesystem-id'],
    pool: raw.info.pool,
    size: raw.info.size,
    ...common(raw),
  });
}

/** @internal */
export function volumeInfo(raw: wire.VolumeDetails): VolumeInfo {
  return Object.freeze({
    id: fromTag(raw['volume-tag'], 'volume').id,
    providerId: raw.info['volume-id'],
    pool: raw.info.pool ?? '',
    size: raw.info.size,
    persistent: raw.info.persistent,
    ...common(raw),
  });
}

function common(
  raw: wire.FilesystemDetails | wire.VolumeDetails,
): Pick<FilesystemInfo, 'life' | 'status' | 'storage' | 'hosts'> {
  const hosts = Object.keys({ ...raw['machine-attachments'], ...raw['unit-attachments'] });
  return {
    life: life(raw.life),
    status: statusInfo(raw.status),
    storage: raw.storage ? fromTag(raw.storage['storage-tag'], 'storage').id : undefined,
    hosts: Object.freeze(hosts.map((tag) => fromTag(tag).id)),
  };
}
