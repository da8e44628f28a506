import { ApiError } from '../api-error';
import { isValidApplicationName, isValidMachineId, isValidUnitName } from '../state/names';

/** `user-admin`. @internal */
export const userTag = (name: string): string => `user-${name}`;
/** `model-<uuid>`. @internal */
export const modelTag = (uuid: string): string => `model-${uuid}`;
/** `cloud-localhost`. @internal */
export const cloudTag = (name: string): string => `cloud-${name}`;
/** `application-web`. @internal */
export const applicationTag = (name: string): string => `application-${name}`;
/** `unit-web-0` of the unit `web/0`. @internal */
export const unitTag = (name: string): string => `unit-${name.replace('/', '-')}`;
/** `machine-0-lxd-1` of the container `0/lxd/1`. @internal */
export const machineTag = (id: string): string => `machine-${id.replaceAll('/', '-')}`;
/** `storage-data-0` of the instance `data/0`. @internal */
export const storageTag = (id: string): string => `storage-${id.replace('/', '-')}`;

/** `filesystem-0-1` of the filesystem `0/1`. @internal */
export const filesystemTag = (id: string): string => `filesystem-${id.replace('/', '-')}`;
/** `volume-0-1` of the volume `0/1`. @internal */
export const volumeTag = (id: string): string => `volume-${id.replace('/', '-')}`;
/** `space-alpha`. @internal */
export const spaceTag = (name: string): string => `space-${name}`;

/** `cloudcred-localhost_admin_default`. @internal */
export const credentialTag = (cloud: string, owner: string, name: string): string =>
  `cloudcred-${cloud}_${owner}_${name}`;

/** The kinds of tags that the facades take apart. @internal */
export type TagKind =
  | 'application'
  | 'action'
  | 'cloud'
  | 'machine'
  | 'model'
  | 'operation'
  | 'space'
  | 'storage'
  | 'unit'
  | 'user';

/**
 * What a tag names: `web/0` of `unit-web-0`.
 *
 * @throws ApiError when it is not a tag of that kind
 * @internal
 */
export function fromTag(tag: string, kind: TagKind): string {
  const id = tag.startsWith(`${kind}-`) ? idOf(tag.slice(kind.length + 1), kind) : undefined;
  if (id !== undefined) return id;
  throw new ApiError(`${JSON.stringify(tag)} is not a valid ${isTag(tag) ? `${kind} ` : ''}tag`);
}

/** The kind of a tag, as far as its first word tells. @internal */
export function kindOfTag(tag: string): string {
  return tag.slice(0, Math.max(tag.indexOf('-'), 0));
}

/** What a credential's tag names. @internal */
export function fromCredentialTag(tag: string): { cloud: string; owner: string; name: string } {
  const match = /^cloudcred-(?<cloud>[^_]+)_(?<owner>[^_]+)_(?<name>.+)$/.exec(tag)?.groups;
  if (!match) throw new ApiError(`${JSON.stringify(tag)} is not a valid cloudcred tag`);
  const { cloud = '', owner = '', name = '' } = match;
  return { cloud, owner: owner.replace(/@local$/, ''), name };
}

const checks: Readonly<Record<TagKind, (id: string) => boolean>> = {
  application: isValidApplicationName,
  action: (id) => /^\d+$/.test(id),
  cloud: (id) => /^[a-zA-Z0-9][a-zA-Z0-9.-]*$/.test(id),
  machine: isValidMachineId,
  model: (id) => /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/.test(id),
  operation: (id) => /^\d+$/.test(id),
  space: (id) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id),
  storage: (id) => /^[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*\/\d+$/.test(id),
  unit: isValidUnitName,
  user: (id) => /^[a-zA-Z0-9][a-zA-Z0-9.+-]*(?:@[a-zA-Z0-9.-]+)?$/.test(id),
};

function idOf(text: string, kind: TagKind): string | undefined {
  const id =
    kind === 'unit' || kind === 'storage'
      ? text.replace(/-(\d+)$/, '/$1')
      : kind === 'machine'
        ? text.replaceAll('-', '/')
        : text;
  if (!checks[kind](id)) return undefined;
  return kind === 'user' ? id.replace(/@local$/, '') : id;
}

const isTag = (tag: string): boolean =>
  /^(?:application|action|cloud|cloudcred|controller|machine|model|operation|relation|space|storage|unit|user)-./.test(
    tag,
  );
