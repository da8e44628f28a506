import { JujuError } from '../errors';
import { itemsOf } from '../juju/bulk';
import { JujuApiError } from '../juju/errors';
import { cloudCredentialTag, cloudTag } from '../juju/tags';
import type { CallOptions } from '../juju/session';
import type * as wire from '../juju/wire-types';
import { checkKeys } from './check-keys';
import type { ControllerScene } from './controller';
import { userNameOf } from './model-info';

/** A cloud as a controller is told of it. @public */
export interface CloudDefinition {
  /** `kubernetes`, `lxd`, `aws` … */
  readonly type: string;
  /** How one may log in to it. */
  readonly authTypes?: readonly string[];
  readonly endpoint?: string;
  /** Default: one, `default`, with the cloud's endpoint. */
  readonly regions?: readonly string[];
  /** Where a Kubernetes cluster runs, `cloud/region`; Juju wants something there. */
  readonly hostCloudRegion?: string;
  /** In PEM. */
  readonly caCertificates?: readonly string[];
  readonly skipTlsVerify?: boolean;
  /** Values of models' options on it, such as `workload-storage`. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** What to log in to a cloud with. @public */
export interface CloudCredential {
  /** `oauth2`, `clientcertificate`, `userpass` … */
  readonly authType: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const cloudKeys = [
  'type',
  'authTypes',
  'endpoint',
  'regions',
  'hostCloudRegion',
  'caCertificates',
  'skipTlsVerify',
  'config',
];
const validName = /^[a-zA-Z0-9][a-zA-Z0-9.-]*$/;

/** @throws JujuError with the code `already exists` where it knows one of that name @internal */
export async function addCloud(
  { session }: ControllerScene,
  name: string,
  definition: CloudDefinition,
  options: CallOptions,
): Promise<void> {
  checkKeys(definition, cloudKeys, 'addCloud');
  if (typeof name !== 'string' || !validName.test(name)) {
    throw new JujuError(`${JSON.stringify(name)} is no name for a cloud: letters, digits, dots and dashes`, {
      code: 'not valid',
    });
  }
  try {
    await session.call('Cloud', 'AddCloud', { name, cloud: wireCloud(definition) }, options);
  } catch (error) {
    throw explained(error, `The cloud "${name}" was not added to ${session.controllerName}`);
  }
}

function wireCloud({ type, endpoint, regions = ['default'], ...rest }: CloudDefinition): object {
  const { authTypes, hostCloudRegion, caCertificates, skipTlsVerify, config } = rest;
  const at = endpoint === undefined ? {} : { endpoint };
  return {
    type,
    ...at,
    regions: regions.map((name) => ({ name, ...at })),
    ...(authTypes && { 'auth-types': authTypes }),
    ...(hostCloudRegion !== undefined && { 'host-cloud-region': hostCloudRegion }),
    ...(caCertificates && { 'ca-certificates': caCertificates }),
    ...(skipTlsVerify && { 'skip-tls-verify': true }),
    ...(config && { config }),
  };
}

/** Which credential: one of the user who is logged in, for a cloud. @public */
export interface CredentialName {
  readonly cloud: string;
  readonly name: string;
}

/** @internal */
export async function addCredential(
  { session }: ControllerScene,
  { cloud, name }: CredentialName,
  { authType, attributes }: CloudCredential,
  options: CallOptions,
): Promise<void> {
  const tag = cloudCredentialTag(cloud, userNameOf(session.userTag), name);
  const credentials = [{ tag, credential: { 'auth-type': authType, attrs: attributes } }];
  const call = { facade: 'Cloud', request: 'AddCredentials', version: session.facadeVersion('Cloud') };
  try {
    itemsOf(call, await session.call<wire.ErrorResults>('Cloud', 'AddCredentials', { credentials }, options));
  } catch (error) {
    throw explained(
      error,
      `The credential "${name}" for the cloud "${cloud}" was not added to ${session.controllerName}`,
    );
  }
}

/** Removes a cloud; Juju removes the credentials for it. @internal */
export async function removeCloud(
  { session }: ControllerScene,
  name: string,
  options: CallOptions,
): Promise<void> {
  const call = { facade: 'Cloud', request: 'RemoveClouds', version: session.facadeVersion('Cloud') };
  const params = { entities: [{ tag: cloudTag(name) }] };
  try {
    itemsOf(call, await session.call<wire.ErrorResults>('Cloud', 'RemoveClouds', params, options));
  } catch (error) {
    throw explained(error, `The cloud "${name}" was not removed from ${session.controllerName}`);
  }
}

function explained(error: unknown, what: string): unknown {
  if (!(error instanceof JujuApiError)) return error;
  return new JujuError(`${what}: ${error.text}`, { code: error.code, cause: error });
}
