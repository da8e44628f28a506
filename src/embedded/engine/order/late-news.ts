import type { ConsumedSecret, RemoteState, RemoteStorage } from '../remote-state';
import type { Draw } from './draws';
import type { LocalState } from '../local-state';

/** How often a piece of news comes after all that a unit has to do without it. */
const lateChance = 0.4;

/**
 * The world without the news that reach a unit late. Each kind of news comes by a watcher of its own, at its own time:
 * a new revision of a secret may be seen before the relation data that were set with it, or after. Which piece is late
 * is drawn by what it is, so that the same is late again.
 *
 * @internal
 */
export function withoutLateNews(draw: Draw, local: LocalState, remote: RemoteState): RemoteState {
  // A unit that goes would be gone before it heard of them.
  if (remote.life !== 'alive') return remote;
  const late = (...what: readonly (number | string)[]) => draw(remote.unit, 'late', ...what) < lateChance;
  return {
    ...remote,
    ...withoutLateSecrets(late, local, remote),
    actions: remote.actions.some((id) => late('action', id)) ? [] : remote.actions,
    readyContainers: remote.readyContainers.filter(
      (container) => !local.workloads.has(container) && !late('container', container),
    ),
    notices: remote.notices.filter(
      ({ workload, noticeKey, checkName }) => !late('notice', workload ?? '', noticeKey ?? checkName ?? ''),
    ),
    configHash: isConfigLate(late, local, remote) ? local.configHash : remote.configHash,
    storage: remote.modelType === 'caas' ? withoutLateStorage(late, local, remote) : remote.storage,
  };
}

/** Before its first hook a unit waits until it knows its config. */
function isConfigLate(late: Late, local: LocalState, { configHash }: RemoteState): boolean {
  return local.started && local.configHash !== configHash && late('config', configHash);
}

function withoutLateStorage(late: Late, local: LocalState, { storage }: RemoteState): RemoteStorage[] {
  return storage.map((one) =>
    one.attached && !local.storage.has(one.id) && late('storage', one.id) ? { ...one, attached: false } : one,
  );
}

type Late = (...what: readonly (number | string)[]) => boolean;

/** The ids of secrets are drawn by lot, so they are told apart by how many there are. */
function withoutLateSecrets(
  late: Late,
  local: LocalState,
  { consumed, expired, obsolete, rotations }: RemoteState,
): Pick<RemoteState, 'consumed' | 'expired' | 'obsolete' | 'rotations'> {
  const seen = new Map<string, ConsumedSecret>();
  for (const [index, [uri, secret]] of [...consumed].entries()) {
    const revision = local.secretRevisions.get(uri);
    if (revision === secret.revision || !late('consumed', index, secret.revision)) seen.set(uri, secret);
    else if (revision !== undefined) seen.set(uri, { ...secret, revision });
  }
  const isLate = (revision: number) => late('obsolete', revision);
  return {
    consumed: seen,
    expired: expired.filter((_, index) => !late('expired', index)),
    rotations: rotations.filter((_, index) => !late('rotation', index)),
    // What the unit was told stays: it would forget that it was.
    obsolete: new Map(
      [...obsolete].map(([uri, revisions]) => {
        const told = local.obsoleteRevisions.get(uri) ?? [];
        return [uri, revisions.filter((revision) => told.includes(revision) || !isLate(revision))];
      }),
    ),
  };
}
