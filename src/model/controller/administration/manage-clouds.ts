import { onlyItemOf } from '../../../juju/bulk';
import { JujuApiError } from '../../../juju/errors';
import { cloudTag } from '../../../juju/tags';
import type * as wire from '../../../juju/wire-types';
import type { CallLimits } from '../../calls/call-limits';
import { checkKeys } from '../../calls/check-keys';
import { type Cloud, toCloud } from '../clouds';
import type { ControllerScene } from '../controller';
import { EntityNotFoundError } from '../../errors';
import { ask, callOf, command } from './ask';

/** A region of a new cloud. @public */
export interface CloudRegionInput {
  readonly name: string;
  readonly endpoint?: string;
}

/** What a new cloud is. @public */
export interface AddCloudOptions extends CallLimits {
  /** `lxd`, `kubernetes`, `openstack`, `maas` … */
  readonly type: string;
  /** How one may log in to it: `userpass`, `certificate`; `empty` where it asks for nothing. */
  readonly authTypes: readonly string[];
  /** The URL of its API. */
  readonly endpoint?: string;
  /** The URL of the API that logs in, where it is another. */
  readonly identityEndpoint?: string;
  /** The URL of the API of its storage, where it is another. */
  readonly storageEndpoint?: string;
  /** Names of its regions, or what they are. Default: one that Juju names. */
  readonly regions?: readonly (string | CloudRegionInput)[];
  /** In PEM. */
  readonly caCertificates?: readonly string[];
  /** Trust whatever certificate it shows. Default: `false`. */
  readonly skipTlsVerify?: boolean;
  /** Defaults for the options of its models. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Of Kubernetes: the cloud that its cluster is on, such as `aws/us-east-1`. Juju asks for it there. */
  readonly hostCloudRegion?: string;
  /** Add it although machines of it and of the controller's own cloud may not reach each other. Default: `false`. */
  readonly force?: boolean;
}

const keys = [
  ...['type', 'authTypes', 'endpoint', 'identityEndpoint', 'storageEndpoint', 'regions', 'caCertificates'],
  ...['skipTlsVerify', 'config', 'hostCloudRegion', 'force', 'signal', 'timeout'],
];

/** @internal */
export async function addCloud(
  scene: ControllerScene,
  name: string,
  options: AddCloudOptions,
): Promise<Cloud> {
  checkKeys(options, keys, 'addCloud');
  const { force = false, signal, timeout } = options;
  const cloud = toWire(options);
  await ask(scene, 'Cloud', 'AddCloud', { name, cloud, ...(force && { force }) }, { signal, timeout });
  return toCloud(name, cloud);
}

/** @throws EntityNotFoundError where there is none, or it may not be seen @internal */
export async function findCloud(scene: ControllerScene, name: string, limits: CallLimits): Promise<Cloud> {
  const call = callOf(scene, 'Cloud', 'Cloud');
  const params = { entities: [{ tag: cloudTag(name) }] };
  const answer = await ask<wire.CloudResults>(scene, 'Cloud', call.request, params, limits);
  try {
    const { cloud } = onlyItemOf(call, answer);
    if (cloud) return toCloud(name, cloud);
  } catch (error) {
    if (!(error instanceof JujuApiError) || error.code !== 'not found') throw error;
    throw missing(scene, name, { cause: error });
  }
  throw missing(scene, name);
}

/** @throws JujuApiError while models are on it @internal */
export function removeCloud(scene: ControllerScene, name: string, limits: CallLimits): Promise<void> {
  return command(scene, 'Cloud', 'RemoveClouds', { entities: [{ tag: cloudTag(name) }] }, limits);
}

function missing({ session }: ControllerScene, name: string, options: ErrorOptions = {}): Error {
  return new EntityNotFoundError(
    `The controller "${session.controllerName}" has no cloud "${name}", or it may not be used by who is logged in`,
    options,
  );
}

function toWire(options: AddCloudOptions): wire.Cloud {
  const { regions = [], caCertificates = [], config, skipTlsVerify } = options;
  return {
    type: options.type,
    'auth-types': [...options.authTypes],
    ...given('endpoint', options.endpoint),
    ...given('identity-endpoint', options.identityEndpoint),
    ...given('storage-endpoint', options.storageEndpoint),
    ...given('host-cloud-region', options.hostCloudRegion),
    ...(regions.length > 0 && {
      regions: regions.map((region) => (typeof region === 'string' ? { name: region } : { ...region })),
    }),
    ...(caCertificates.length > 0 && { 'ca-certificates': [...caCertificates] }),
    ...(skipTlsVerify !== undefined && { 'skip-tls-verify': skipTlsVerify }),
    ...(config && { config: { ...config } }),
  };
}

const given = <Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } =>
  value === undefined ? {} : ({ [key]: value } as { [K in Key]?: string });
