import type { ConsumedSecret, RemoteState } from '../remote-state';
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
    readyContainers: remote.readyContainers.filter((container) => !late('container', container)),
    // Before its first hook a unit waits until it knows all this.
    configHash: local.started && late('config', remote.configHash) ? local.configHash : remote.configHash,
    storage: remote.storage.map((storage) =>
      remote.modelType === 'caas' && storage.attached && late('storage', storage.id)
        ? { ...storage, attached: false }
        : storage,
    ),
  };
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
    if (!late('consumed', index, secret.revision)) seen.set(uri, secret);
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
