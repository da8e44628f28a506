import type { LocalState } from './local-state';
import type { RemoteState } from './remote-state';
import type { UnitOperation } from './unit-operation';

/**
 * Whether a unit has to enter or leave the scope of a relation before it does anything else about relations.
 *
 * @internal
 */
export function nextScopeChange(local: LocalState, remote: RemoteState): UnitOperation | undefined {
  for (const relation of remote.relations) {
    const known = local.relations.has(relation.id);
    const wanted = relation.life === 'alive' && !relation.suspended && remote.life === 'alive';
    if (!known && wanted && local.installed && relation.implemented && !relation.scopeBlocked) {
      return { kind: 'enter-scope', relationId: relation.id };
    }
    if (known && !wanted && relation.implicit) return { kind: 'leave-scope', relationId: relation.id };
  }
  for (const id of local.relations.keys()) {
    // Gone without a word: forced away, or of a kind that says none.
    if (!remote.relations.some((relation) => relation.id === id))
      return { kind: 'leave-scope', relationId: id };
  }
  return isOrphan(local, remote) ? { kind: 'destroy-self' } : undefined;
}

/** A subordinate lives as long as a container-scoped relation with its principal does. */
function isOrphan(local: LocalState, remote: RemoteState): boolean {
  if (remote.principalApplication === '' || remote.life !== 'alive' || !local.installed) return false;
  return !remote.relations.some(
    (relation) =>
      relation.container &&
      relation.life === 'alive' &&
      !relation.suspended &&
      relation.remoteApplication === remote.principalApplication,
  );
}
