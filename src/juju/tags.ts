import { JujuError } from '../errors';

/** What Juju's tags name. @internal */
export type TagKind =
  | 'action'
  | 'application'
  | 'charm'
  | 'cloud'
  | 'cloudcred'
  | 'controller'
  | 'filesystem'
  | 'machine'
  | 'model'
  | 'operation'
  | 'relation'
  | 'space'
  | 'storage'
  | 'subnet'
  | 'unit'
  | 'user'
  | 'volume';

/** A tag taken apart: `unit-app-0` → `{ kind: 'unit', id: 'app/0' }`. @internal */
export interface Tag {
  readonly kind: TagKind;
  readonly id: string;
}

const kinds: ReadonlySet<string> = new Set<TagKind>([
  'action',
  'application',
  'charm',
  'cloud',
  'cloudcred',
  'controller',
  'filesystem',
  'machine',
  'model',
  'operation',
  'relation',
  'space',
  'storage',
  'subnet',
  'unit',
  'user',
  'volume',
]);

/** `web` → `application-web`. @internal */
export const applicationTag = (name: string): string => `application-${name}`;

/** `web/0` → `unit-web-0`. @internal */
export const unitTag = (name: string): string => `unit-${name.replace('/', '-')}`;

/** `0/lxd/1` → `machine-0-lxd-1`. @internal */
export const machineTag = (id: string): string => `machine-${id.replaceAll('/', '-')}`;

/** A UUID → `model-UUID`. @internal */
export const modelTag = (uuid: string): string => `model-${uuid}`;

/** A UUID → `controller-UUID`. @internal */
export const controllerTag = (uuid: string): string => `controller-${uuid}`;

/** `admin` → `user-admin`; the domain `@local` is no part of a tag, any other is. @internal */
export const userTag = (name: string): string => `user-${name.replace(/@local$/, '')}`;

/** `localhost` → `cloud-localhost`. @internal */
export const cloudTag = (name: string): string => `cloud-${name}`;

/** Cloud, owner, name → `cloudcred-aws_admin_default`; an underscore inside of a part is escaped as Juju does. @internal */
export const cloudCredentialTag = (cloud: string, owner: string, name: string): string =>
  `cloudcred-${[cloud, owner, name].map((part) => part.replaceAll('_', '%5f')).join('_')}`;

/** `2` → `action-2`. @internal */
export const actionTag = (id: string): string => `action-${id}`;

/** `1` → `operation-1`. @internal */
export const operationTag = (id: string): string => `operation-${id}`;

/** `data/0` → `storage-data-0`. @internal */
export const storageTag = (id: string): string => `storage-${id.replace('/', '-')}`;

/** `alpha` → `space-alpha`. @internal */
export const spaceTag = (name: string): string => `space-${name}`;

/** `web:db mysql:db` → `relation-web.db#mysql.db`. @internal */
export const relationTag = (key: string): string => `relation-${key.replaceAll(':', '.').replace(' ', '#')}`;

/**
 * Takes a tag apart.
 *
 * @throws JujuError where it is no tag, or one of a kind that is not asked for
 * @internal
 */
export function fromTag(tag: string, wanted?: TagKind): Tag {
  const dash = tag.indexOf('-');
  const kind = tag.slice(0, dash);
  const suffix = tag.slice(dash + 1);
  if (dash < 1 || suffix === '' || !kinds.has(kind) || (wanted !== undefined && kind !== wanted)) {
    const expected = wanted === undefined ? 'a Juju tag such as "unit-web-0"' : `the tag of a ${wanted}`;
    throw new JujuError(`"${tag}" is not ${expected}`, { code: 'not valid' });
  }
  return { kind: kind as TagKind, id: toId(kind as TagKind, suffix) };
}

function toId(kind: TagKind, suffix: string): string {
  return idOf[kind]?.(suffix) ?? suffix;
}

const slashes = (suffix: string): string => suffix.replaceAll('-', '/');
const slashBeforeNumber = (suffix: string): string => suffix.replace(/-(\d+)$/, '/$1');

/** How Juju folded an id into its tag, undone; where nothing is said, the id is there as it is. */
const idOf: Readonly<Partial<Record<TagKind, (suffix: string) => string>>> = {
  cloudcred: (suffix) => suffix.replaceAll('_', '/').replaceAll(/%5f/gi, '_'),
  filesystem: slashes,
  machine: slashes,
  relation: (suffix) => suffix.replaceAll('.', ':').replace('#', ' '),
  storage: slashBeforeNumber,
  unit: slashBeforeNumber,
  volume: slashes,
};
