import type { Cloud, CloudCredential } from './cloud-entities';
import type { ModelContents } from './model-contents';

/** The cloud of a model, with the region's endpoints where it has some, and the credential. Secret, as that is. @internal */
export interface CloudSpec {
  readonly type: string;
  readonly name: string;
  readonly region: string;
  readonly endpoint: string;
  readonly identityEndpoint: string;
  readonly storageEndpoint: string;
  /** `undefined` where the cloud asks for none. */
  readonly credential: CloudCredential | undefined;
  readonly caCertificates: readonly string[];
  readonly skipTlsVerify: boolean;
  readonly isControllerCloud: boolean;
}

/** @internal */
export function cloudSpecOf(
  model: Pick<ModelContents, 'cloud' | 'clouds' | 'credential' | 'credentials' | 'owner' | 'region'>,
): CloudSpec {
  const cloud = model.clouds.get(model.cloud) as Cloud;
  const region = cloud.regions.find(({ name }) => name === model.region);
  const at = region === undefined || Object.keys(region).length === 1 ? cloud : region;
  return {
    type: cloud.type,
    name: cloud.name,
    region: model.region,
    endpoint: at.endpoint ?? '',
    identityEndpoint: at.identityEndpoint ?? '',
    storageEndpoint: at.storageEndpoint ?? '',
    credential: model.credentials.find(cloud.name, model.owner, model.credential),
    caCertificates: cloud.caCertificates,
    skipTlsVerify: cloud.skipTlsVerify,
    isControllerCloud: cloud.isControllerCloud,
  };
}
