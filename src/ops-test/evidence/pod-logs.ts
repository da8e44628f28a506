import { isRecord } from '../../is-record';
import type { TrackedModel } from '../model-state';
import { findCluster } from '../kubernetes/find-cluster';
import type { ClusterAccess } from '../kubernetes/cluster-access';
import { KubernetesError } from '../kubernetes/errors';
import type { Workplace } from '../workplace';
import { kubeList, kubeObject, kubeRequest } from '../kubernetes/kube-request';

/** Which part of the logs. @internal */
export interface PodLogQuery {
  readonly since: Date | undefined;
  readonly signal: AbortSignal | undefined;
}

/** The logs of a model's containers by file name, and which ones could not be had. @internal */
export interface PodLogs {
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

/** Reads the logs of the pods of a model. @internal */
export type PodLogsOf = (tracked: TrackedModel, query: PodLogQuery) => Promise<PodLogs>;

/** No more of one container. */
const mostBytes = 4 * 1024 * 1024;

interface Container {
  readonly pod: string;
  readonly name: string;
  /** Whether it has been restarted: the log of the one before says why. */
  readonly restarted: boolean;
}

/**
 * The logs of a model's pods, from the cluster that a kubeconfig leads to.
 *
 * @throws KubernetesError where there is no cluster to ask, or the model is on another one
 * @internal
 */
export async function podLogs(
  access: ClusterAccess,
  { modelName, model }: TrackedModel,
  { since, signal }: PodLogQuery,
): Promise<PodLogs> {
  await checkNamespace(access, { name: modelName, uuid: model.uuid }, signal);
  const base = `/api/v1/namespaces/${encodeURIComponent(modelName)}/pods`;
  const containers = (await kubeList(access, base, signal)).flatMap(containersOf);
  const files = new Map<string, string>();
  const problems: string[] = [];
  const read = async ({ pod, name }: Container, previous: boolean) => {
    const query = new URLSearchParams({ container: name, timestamps: 'true', limitBytes: String(mostBytes) });
    if (since) query.set('sinceTime', since.toISOString());
    if (previous) query.set('previous', 'true');
    try {
      const text = await kubeRequest(
        access,
        `${base}/${encodeURIComponent(pod)}/log?${query.toString()}`,
        signal,
      );
      files.set(`${pod}-${name}${previous ? '-previous' : ''}.log`, text);
    } catch (error) {
      problems.push((error as Error).message);
    }
  };
  for (const container of containers) {
    await read(container, false);
    if (container.restarted) await read(container, true);
  }
  return { files, problems };
}

/** A namespace of that name on another cluster, or of another controller, has nothing to do with the model. */
async function checkNamespace(
  access: ClusterAccess,
  { name, uuid }: { readonly name: string; readonly uuid: string },
  signal: AbortSignal | undefined,
): Promise<void> {
  const namespace = await kubeObject(access, `/api/v1/namespaces/${encodeURIComponent(name)}`, signal);
  const metadata = isRecord(namespace['metadata']) ? namespace['metadata'] : {};
  const marks = [metadata['annotations'], metadata['labels']].filter(isRecord);
  if (marks.some((mark) => mark['model.juju.is/id'] === uuid)) return;
  throw new KubernetesError(`The namespace ${name} of ${access.from} is not that of the model (${uuid})`);
}

function containersOf(pod: Readonly<Record<string, unknown>>): Container[] {
  const { metadata, spec, status } = pod;
  const name = isRecord(metadata) ? metadata['name'] : undefined;
  if (typeof name !== 'string' || !isRecord(spec)) return [];
  const restarts = restartsIn(isRecord(status) ? status : {});
  return ['initContainers', 'containers']
    .flatMap((key) => recordsIn(spec[key]))
    .flatMap(({ name: container }) =>
      typeof container === 'string'
        ? [{ pod: name, name: container, restarted: restarts.has(container) }]
        : [],
    );
}

function restartsIn(status: Readonly<Record<string, unknown>>): ReadonlySet<unknown> {
  const all = ['initContainerStatuses', 'containerStatuses'].flatMap((key) => recordsIn(status[key]));
  return new Set(all.filter(({ restartCount }) => Number(restartCount) > 0).map(({ name }) => name));
}

function recordsIn(list: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** Asks the cluster that the file has added for a model's cloud, else that of the usual kubeconfig. @internal */
export function podLogsFor({ ownClouds, host }: Workplace): PodLogsOf {
  return async (tracked, query) => {
    const own = ownClouds.get(tracked.cloudName)?.access;
    // Behind an embedded controller there are no pods.
    if (!own && host.embedded !== undefined) return { files: new Map(), problems: [] };
    const surroundings = { env: host.env, directory: host.rootDir, signal: query.signal };
    return await podLogs(own ?? (await findCluster({}, surroundings)), tracked, query);
  };
}
