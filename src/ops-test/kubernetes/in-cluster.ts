import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ClusterAccess, KubeSurroundings } from './cluster-access';

/** Where Kubernetes mounts the credential of a pod's service account. */
const usualFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The cluster that this process runs in as a pod; `undefined` where it does not. @internal */
export async function inCluster({
  env,
  serviceAccount = usualFolder,
}: KubeSurroundings): Promise<ClusterAccess | undefined> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = env;
  const token = (await readFile(join(serviceAccount, 'token'), 'utf8').catch(() => '')).trim();
  if (!host || token === '') return undefined;
  return {
    from: `the service account of this pod (${serviceAccount})`,
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    ca: await readFile(join(serviceAccount, 'ca.crt'), 'utf8').catch(() => undefined),
    skipTlsVerify: false,
    serverName: undefined,
    credential: { kind: 'token', token },
  };
}
