import { isRecord } from '../../is-record';
import type { ClusterAccess, KubeSurroundings } from './cluster-access';
import { KubernetesError } from './errors';
import { inCluster } from './in-cluster';
import { dataOf } from './kube-data';
import { type KubeConfig, type NamedEntry, readKubeConfig } from './kube-config';
import { CredentialRenewal } from './credential-renewal';
import { credentialOf, isRenewable } from './user-credential';

/** Which cluster. @internal */
export interface ClusterChoice {
  readonly kubeconfig?: string | Readonly<Record<string, unknown>> | undefined;
  /** The kubeconfig's current one where it is left away. */
  readonly context?: string | undefined;
}

/**
 * Finds a cluster and how to log in to it: by the kubeconfig that is given, by the usual one, or from within a pod.
 *
 * @throws KubernetesError saying what is missing and where it was looked for
 * @internal
 */
export async function findCluster(
  { kubeconfig, context }: ClusterChoice,
  surroundings: KubeSurroundings,
): Promise<ClusterAccess> {
  const config = await readKubeConfig(kubeconfig, surroundings);
  if (config) return await accessBy(config, context, surroundings);
  const own = context === undefined ? await inCluster(surroundings) : undefined;
  if (own) return own;
  throw new KubernetesError(
    'There is no kubeconfig: KUBECONFIG is not set, ~/.kube/config is not there, and this is no pod of a cluster. ' +
      'Give one with the option kubeconfig.',
    { code: 'not found' },
  );
}

async function accessBy(
  config: KubeConfig,
  wanted: string | undefined,
  surroundings: KubeSurroundings,
): Promise<ClusterAccess> {
  const name = wanted ?? config.currentContext;
  if (name === undefined) {
    throw new KubernetesError(
      `${config.from} has no current context. Choose one with the option context: ${known(config.contexts)}`,
      { code: 'not found' },
    );
  }
  const from = `context "${name}" of ${config.from}`;
  const { value: context } = named(config.contexts, name, `context "${name}" in ${config.from}`);
  const cluster = named(config.clusters, context['cluster'], `cluster of ${from}`);
  const user = named(config.users, context['user'], `user of ${from}`);
  const place = { ...(await clusterOf(cluster, from)), from };
  const login = (signal: AbortSignal | undefined) => credentialOf(user, place, { ...surroundings, signal });
  const credential = await login(surroundings.signal);
  const renewal = isRenewable(user) ? new CredentialRenewal(credential, login) : undefined;
  return { ...place, credential, renewal };
}

async function clusterOf({ value, directory }: NamedEntry, from: string) {
  const server = value['server'];
  if (typeof server !== 'string' || !/^https?:\/\/\S/.test(server)) {
    throw new KubernetesError(`The cluster of ${from} has no server that begins with https:// or http://`);
  }
  if (value['proxy-url'] !== undefined) {
    throw new KubernetesError(
      `The cluster of ${from} is reached through a proxy (proxy-url), which is not supported`,
    );
  }
  const serverName = value['tls-server-name'];
  return {
    server: server.replace(/\/+$/, ''),
    ca: await dataOf({ value, directory }, 'certificate-authority', from),
    skipTlsVerify: value['insecure-skip-tls-verify'] === true,
    serverName: typeof serverName === 'string' ? serverName : undefined,
    execConfig: execConfigIn(value['extensions']),
  };
}

/** As `kubectl` finds it. */
function execConfigIn(extensions: unknown): unknown {
  const all = Array.isArray(extensions) ? extensions.filter(isRecord) : [];
  return all.find(({ name }) => name === 'client.authentication.k8s.io/exec')?.['extension'];
}

function named(entries: readonly NamedEntry[], name: unknown, what: string): NamedEntry {
  const found = entries.find((entry) => entry.name === name);
  if (found) return found;
  throw new KubernetesError(`There is no ${what}. There is: ${known(entries)}`, { code: 'not found' });
}

function known(entries: readonly NamedEntry[]): string {
  return entries.length === 0 ? 'none' : [...new Set(entries.map(({ name }) => name))].join(', ');
}
