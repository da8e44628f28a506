import type { LocalState } from './local-state';
import type { RemoteState } from './remote-state';
import type { UnitOperation } from './unit-operation';
import { nextRelationCreated, nextRelationHook } from './next-relation-hook';
import { nextScopeChange } from './next-scope-change';
import { nextSecretHook } from './next-secret-hook';
import { nextStorageHook } from './next-storage-hook';

/**
 * What a unit does next, out of what it remembers and what the world wants of it: Juju's uniter as one function.
 *
 * The order of the questions is the uniter's, and so is what comes before what: a failed hook holds back everything but
 * leadership and actions; a dying unit first leaves its relations, then runs `stop` and `remove`.
 *
 * @returns the operation; `wait` when something else has to happen first; nothing when the unit is idle
 * @internal
 */
export function nextOperation(local: LocalState, remote: RemoteState): UnitOperation | undefined {
  if (remote.life === 'dead' || local.removed) return { kind: 'terminate' };
  const free = local.hook === undefined;
  return (
    (free && local.restarted && local.started ? restart : undefined) ??
    (free ? nextScopeChange(local, remote) : undefined) ??
    (free ? nextRelationCreated(local, remote) : undefined) ??
    nextLeadership(local, remote, free) ??
    (free ? nextWorkloadHook(local, remote) : undefined) ??
    (free ? nextSecretHook(local, remote) : undefined) ??
    nextAction(local, remote) ??
    nextStorageHook(local, remote) ??
    nextHook(local, remote)
  );
}

/** Juju's agent takes its own restart for that of the machine, and tells a pod's charm by `start`. */
const restart: UnitOperation = { kind: 'run-hook', hook: { kind: 'start' } };

function nextLeadership(local: LocalState, remote: RemoteState, free: boolean): UnitOperation | undefined {
  if (!local.installed) return undefined;
  const alive = remote.life === 'alive';
  if (local.leader) return remote.leader && alive ? undefined : { kind: 'resign-leadership' };
  if (!alive || !free) return undefined;
  if (remote.leader) return { kind: 'accept-leadership' };
  if (local.leaderSettingsVersion === remote.leaderSettingsVersion) return undefined;
  return { kind: 'run-hook', hook: { kind: 'leader-settings-changed' } };
}

function nextWorkloadHook(local: LocalState, remote: RemoteState): UnitOperation | undefined {
  if (!local.installed || remote.life !== 'alive') return undefined;
  const workload = remote.readyContainers.find((container) => !local.workloads.has(container));
  if (workload !== undefined) return { kind: 'run-hook', hook: { kind: 'pebble-ready', workload } };
  const [notice] = remote.notices;
  return notice === undefined ? undefined : { kind: 'run-hook', hook: notice };
}

/** Actions run when nothing is in progress, and while a failed hook waits; not before a queued hook. */
function nextAction(local: LocalState, remote: RemoteState): UnitOperation | undefined {
  const [actionId] = remote.actions;
  if (actionId === undefined || local.hook?.step === 'queued' || isUninstalled(local)) return undefined;
  return { kind: 'run-action', actionId };
}

/** Juju's agent can run actions as soon as the charm is there, which the install hook says. */
function isUninstalled(local: LocalState): boolean {
  return !local.installed && local.hook === undefined;
}

function nextHook(local: LocalState, remote: RemoteState): UnitOperation | undefined {
  if (local.hook?.step === 'failed') return nextInError(local, remote);
  if (local.hook?.step === 'queued') return { kind: 'run-hook', hook: local.hook.info };
  return remote.life === 'alive' ? nextAlive(local, remote) : nextDying(local, remote);
}

function nextInError(local: LocalState, remote: RemoteState): UnitOperation | undefined {
  const hook = local.hook?.info;
  if (hook === undefined) return undefined;
  if (remote.forceCharmUpgrade && isCharmModified(local, remote))
    return { kind: 'upgrade', charmUrl: remote.charmUrl };
  if (remote.resolved === 'no-retry') return { kind: 'skip-hook', hook };
  if (remote.resolved === 'retry' || remote.retryVersion !== local.retryVersion)
    return { kind: 'run-hook', hook };
  return undefined;
}

function nextDying(local: LocalState, remote: RemoteState): UnitOperation | undefined {
  if (remote.aliveSubordinates.length > 0) return { kind: 'destroy-subordinates' };
  const relationHook = nextRelationHook(local, remote);
  if (relationHook !== undefined) return relationHook;
  if (local.started && !local.stopped) return { kind: 'run-hook', hook: { kind: 'stop' } };
  if (local.installed) return { kind: 'run-hook', hook: { kind: 'remove' } };
  return { kind: 'terminate' };
}

function nextAlive(local: LocalState, remote: RemoteState): UnitOperation | undefined {
  if (!local.installed && !local.started) return { kind: 'run-hook', hook: { kind: 'install' } };
  if (isCharmModified(local, remote)) return { kind: 'upgrade', charmUrl: remote.charmUrl };
  if (local.configHash !== remote.configHash || local.addressesHash !== remote.addressesHash) {
    return { kind: 'run-hook', hook: { kind: 'config-changed' } };
  }
  const relationHook = nextRelationHook(local, remote);
  if (relationHook !== undefined) return relationHook;
  if (local.updateStatusVersion === remote.updateStatusVersion) return undefined;
  return { kind: 'run-hook', hook: { kind: 'update-status' } };
}

function isCharmModified(local: LocalState, remote: RemoteState): boolean {
  return local.charmUrl !== remote.charmUrl || local.charmModifiedVersion !== remote.charmModifiedVersion;
}
