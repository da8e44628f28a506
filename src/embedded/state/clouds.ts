import type { Cloud } from './cloud-entities';

const plain = {
  regionConfig: {},
  config: {},
  caCertificates: [],
  skipTlsVerify: false,
} as const;

/**
 * A cloud of machines that asks for no credential.
 *
 * @internal
 */
export function localhost(): Cloud {
  return {
    ...plain,
    name: 'localhost',
    type: 'lxd',
    authTypes: ['empty'],
    regions: [{ name: 'localhost' }],
    isControllerCloud: true,
    users: new Map([['admin', 'admin']]),
  };
}

/**
 * A Kubernetes cluster that asks for no credential: models on it are of type `caas`.
 *
 * @internal
 */
export function kubernetes(name = 'k8s'): Cloud {
  return {
    ...plain,
    name,
    type: 'kubernetes',
    authTypes: ['empty'],
    regions: [{ name: 'localhost' }],
    hostCloudRegion: 'localhost/localhost',
    isControllerCloud: false,
    users: new Map([['admin', 'admin']]),
  };
}
