import type { Params } from '../server/params';
import type { Cloud, CloudRegion } from '../state/cloud-entities';
import { present } from './wire-values';

/** Juju's `Cloud`. @internal */
export function cloudInfo(cloud: Cloud): object {
  return {
    ...cloudDetails(cloud),
    ...present({ 'host-cloud-region': cloud.hostCloudRegion }),
    ...(cloud.caCertificates.length > 0 && { 'ca-certificates': cloud.caCertificates }),
    ...(cloud.skipTlsVerify && { 'skip-tls-verify': true }),
    ...(Object.keys(cloud.config).length > 0 && { config: cloud.config }),
    ...(Object.keys(cloud.regionConfig).length > 0 && { 'region-config': cloud.regionConfig }),
    ...(cloud.isControllerCloud && { 'is-controller-cloud': true }),
  };
}

/** The part of it that lists of clouds show. @internal */
export function cloudDetails(cloud: Cloud): object {
  return {
    type: cloud.type,
    ...(cloud.authTypes.length > 0 && { 'auth-types': cloud.authTypes }),
    ...endpoints(cloud),
    ...(cloud.regions.length > 0 && {
      regions: cloud.regions.map((region) => ({ name: region.name, ...endpoints(region) })),
    }),
  };
}

/** The cloud that a client describes. @internal */
export function cloudFrom(name: string, params: Params): Cloud {
  const regions = params.list('regions').map((region): CloudRegion => ({
    name: region.string('name'),
    ...fromEndpoints(region),
  }));
  const host = params.string('host-cloud-region');
  const regionConfig = params.record('region-config') as Record<string, Record<string, unknown>>;
  return {
    name,
    type: params.string('type'),
    authTypes: params.strings('auth-types'),
    ...fromEndpoints(params),
    regions: regions.length === 0 ? [{ name: 'default', ...fromEndpoints(params) }] : regions,
    config: params.record('config'),
    regionConfig,
    caCertificates: params.strings('ca-certificates'),
    skipTlsVerify: params.bool('skip-tls-verify'),
    ...(host !== '' && { hostCloudRegion: host }),
    isControllerCloud: false,
    users: new Map(),
  };
}

function endpoints({ endpoint, identityEndpoint, storageEndpoint }: CloudRegion | Cloud): object {
  return present({ endpoint, 'identity-endpoint': identityEndpoint, 'storage-endpoint': storageEndpoint });
}

function fromEndpoints(params: Params) {
  return present({
    endpoint: params.optionalString('endpoint'),
    identityEndpoint: params.optionalString('identity-endpoint'),
    storageEndpoint: params.optionalString('storage-endpoint'),
  });
}
