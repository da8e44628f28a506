import { fromTag } from '../juju/tags';
import type * as wire from '../juju/wire-types';
import type { Life, StatusInfo } from './status/status';
import { date, life } from './status/parse-status-info';

/**
 * What a controller tells of one of its models.
 *
 * @public
 */
export interface ModelSummary {
  readonly name: string;
  readonly uuid: string;
  /** The user whose model it is. */
  readonly owner: string;
  /** `controller:name`, or `controller:owner/name` where it is another user's: what `juju` takes after `-m`. */
  readonly fullName: string;
  readonly life: Life;
  readonly status: StatusInfo;
  /** Whether it is the controller's own. */
  readonly isController: boolean;
  readonly cloud: string;
  readonly region: string | undefined;
  /** `iaas` on machines, `caas` on Kubernetes. */
  readonly type: string;
}

/** What a model knows of itself. @public */
export interface ModelInfo extends ModelSummary {
  readonly controllerUuid: string;
  readonly providerType: string | undefined;
  /** The credential's name, where the cloud needs one. */
  readonly credential: string | undefined;
  /** The version of its agents. */
  readonly agentVersion: string | undefined;
}

/** Who asks, for `fullName`. @internal */
export interface Viewer {
  readonly controllerName: string;
  readonly userTag: string;
}

/** @internal */
export function modelSummary(raw: wire.ModelSummary | wire.ModelInfo, viewer: Viewer): ModelSummary {
  const owner = ownerOf(raw);
  return Object.freeze({
    name: raw.name,
    uuid: raw.uuid,
    owner,
    fullName: fullName(viewer, owner, raw.name),
    life: life(raw.life),
    status: Object.freeze({
      current: raw.status?.status ?? '',
      message: raw.status?.info ?? '',
      since: date(raw.status?.since),
      data: Object.freeze({ ...raw.status?.data }),
      error: undefined,
    }),
    isController: raw['is-controller'],
    cloud: raw['cloud-tag'] === '' ? '' : fromTag(raw['cloud-tag'], 'cloud').id,
    region: raw['cloud-region'],
    type: raw.type,
  });
}

/** @internal */
export function modelInfo(raw: wire.ModelInfo, viewer: Viewer): ModelInfo {
  const credential = raw['cloud-credential-tag'];
  return Object.freeze({
    ...modelSummary(raw, viewer),
    controllerUuid: raw['controller-uuid'],
    providerType: raw['provider-type'],
    credential: credential ? fromTag(credential, 'cloudcred').id.split('/').at(-1) : undefined,
    agentVersion: raw['agent-version'] ?? undefined,
  });
}

/** `controller:name`, with the owner where that is not who asks. @internal */
export function fullName({ controllerName, userTag }: Viewer, owner: string, name: string): string {
  const isOwn = owner === userNameOf(userTag);
  return `${controllerName}:${isOwn ? name : `${owner}/${name}`}`;
}

/** `user-admin` → `admin`. @internal */
export function userNameOf(userTag: string): string {
  return fromTag(userTag, 'user').id;
}

/** Juju 3 tags the owner; Juju 4 qualifies the name, with the owner's. */
function ownerOf(raw: wire.ModelOwner): string {
  const tag = raw['owner-tag'];
  return tag ? userNameOf(tag) : (raw.qualifier ?? '');
}
