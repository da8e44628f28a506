import { itemsOf } from '../../juju/bulk';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import type { ModelCore } from '../model-core';
import {
  type FilesystemInfo,
  filesystemInfo,
  type StorageInfo,
  storageInfo,
  type VolumeInfo,
  volumeInfo,
} from './storage-info';

/** All storage instances of a model by their ids. @internal */
export async function listStorage(core: ModelCore, limits: CallLimits): Promise<readonly StorageInfo[]> {
  const response = await list<wire.StorageDetailsListResults>(core, 'ListStorageDetails', limits);
  const raw = response.flatMap(({ result }) => result ?? []);
  return Object.freeze(raw.map(storageInfo).sort(byId));
}

/** All filesystems of a model. @internal */
export async function listFilesystems(
  core: ModelCore,
  limits: CallLimits,
): Promise<readonly FilesystemInfo[]> {
  const response = await list<wire.FilesystemDetailsListResults>(core, 'ListFilesystems', limits);
  return Object.freeze(response.flatMap(({ result }) => result ?? []).map(filesystemInfo));
}

/** All volumes of a model. @internal */
export async function listVolumes(core: ModelCore, limits: CallLimits): Promise<readonly VolumeInfo[]> {
  const response = await list<wire.VolumeDetailsListResults>(core, 'ListVolumes', limits);
  return Object.freeze(response.flatMap(({ result }) => result ?? []).map(volumeInfo));
}

/** One filter that lets everything through: Juju answers filter by filter. */
async function list<Response extends Parameters<typeof itemsOf>[1]>(
  core: ModelCore,
  request: string,
  limits: CallLimits,
): Promise<NonNullable<Response['results']>[number][]> {
  const call = { facade: 'Storage', request, version: core.session.facadeVersion('Storage') };
  return itemsOf(call, await core.call<Response>('Storage', request, { filters: [{}] }, limits));
}

function byId({ id: a }: StorageInfo, { id: b }: StorageInfo): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
