import type { HookInfo, HookKind } from './hook-info';
import type { LocalState, RelationMemory } from './local-state';
import type { RemoteState } from './remote-state';
import type { UnitOperation } from './unit-operation';

/**
 * What a unit remembers once an operation is done: the counterpart of `nextOperation`.
 *
 * @param remote - the world as it was when the operation began; what changed since is news
 * @internal
 */
export function commitOperation(local: LocalState, operation: UnitOperation, remote: RemoteState): void {
  switch (operation.kind) {
    case 'run-hook':
    case 'skip-hook':
      commitHook(local, operation.hook, remote);
      break;
    case 'enter-scope':
      local.relations.set(operation.relationId, newMemory());
      break;
    case 'leave-scope':
      local.relations.delete(operation.relationId);
      break;
    case 'accept-leadership':
      local.leader = true;
      local.hook = { step: 'queued', info: { kind: 'leader-elected' } };
      break;
    case 'resign-leadership':
      local.leader = false;
      break;
    case 'upgrade':
      local.charmUrl = remote.charmUrl;
      local.charmModifiedVersion = remote.charmModifiedVersion;
      // Its agent begins to watch anew, and tells of what there is.
      local.leaderSettingsVersion = 0;
      // The hook that failed with the old charm is still to be resolved with the new one.
      local.hook = local.hook ?? { step: 'queued', info: { kind: 'upgrade-charm' } };
      break;
    case 'forget-secrets':
      for (const uri of operation.uris) forgetSecret(local, uri, remote);
      break;
    case 'forget-storage':
      local.storage.delete(operation.storageId);
      break;
    case 'run-action':
    case 'destroy-subordinates':
    case 'destroy-self':
    case 'wait':
    case 'terminate':
      break;
  }
}

/** What a unit remembers when a hook of it failed. @internal */
export function failHook(local: LocalState, info: HookInfo, remote: RemoteState): void {
  local.hook = { step: 'failed', info };
  local.retryVersion = remote.retryVersion;
}

function commitHook(local: LocalState, hook: HookInfo, remote: RemoteState): void {
  local.hook = undefined;
  local.retryVersion = remote.retryVersion;
  if (hook.relationId !== undefined) commitRelationHook(local, hook, hook.relationId);
  else if (hook.storageId !== undefined) commitStorageHook(local, hook, hook.storageId);
  else if (hook.secretUri !== undefined) commitSecretHook(local, hook, hook.secretUri);
  else if (hook.workload !== undefined) commitWorkloadHook(local, hook, hook.workload);
  else unitHooks[hook.kind]?.(local, remote);
}

/** What running one of them means; the others leave nothing behind. */
const unitHooks: Partial<Record<HookKind, (local: LocalState, remote: RemoteState) => void>> = {
  install(local) {
    local.installed = true;
    local.removed = false;
  },
  'config-changed'(local, remote) {
    local.configHash = remote.configHash;
    local.addressesHash = remote.addressesHash;
    if (!local.started) local.hook = { step: 'queued', info: { kind: 'start' } };
  },
  start(local) {
    local.started = true;
    local.stopped = false;
    local.restarted = false;
  },
  'leader-settings-changed'(local, remote) {
    local.leaderSettingsVersion = remote.leaderSettingsVersion;
  },
  'upgrade-charm'(local) {
    local.hook = { step: 'queued', info: { kind: 'config-changed' } };
  },
  'update-status'(local, remote) {
    local.updateStatusVersion = remote.updateStatusVersion;
  },
  stop(local) {
    local.stopped = true;
  },
  remove(local) {
    local.removed = true;
  },
};

function commitRelationHook(local: LocalState, hook: HookInfo, relationId: number): void {
  const memory = local.relations.get(relationId);
  if (memory === undefined) return;
  const { remoteUnit = '', remoteApplication = '', changeVersion = 0 } = hook;
  if (hook.kind === 'relation-created') memory.created = true;
  else if (hook.kind === 'relation-broken') local.relations.delete(relationId);
  else if (hook.kind === 'relation-departed') memory.members.delete(remoteUnit);
  else {
    if (remoteUnit === '') memory.applications.set(remoteApplication, changeVersion);
    else memory.members.set(remoteUnit, changeVersion);
    // After `joined` comes `changed` for the same unit, before anything else.
    memory.changedPending = hook.kind === 'relation-joined' ? remoteUnit : '';
  }
}

/** What was told of a notice its reader keeps, not the unit. */
function commitWorkloadHook(local: LocalState, { kind }: HookInfo, container: string): void {
  if (kind === 'pebble-ready') local.workloads.add(container);
}

function commitStorageHook(local: LocalState, hook: HookInfo, storageId: string): void {
  if (hook.kind === 'storage-attached') local.storage.add(storageId);
  else local.storage.delete(storageId);
}

function commitSecretHook(local: LocalState, hook: HookInfo, uri: string): void {
  const { secretRevision = 0 } = hook;
  if (hook.kind === 'secret-changed') local.secretRevisions.set(uri, secretRevision);
  if (hook.kind !== 'secret-remove') return;
  local.obsoleteRevisions.set(uri, [...(local.obsoleteRevisions.get(uri) ?? []), secretRevision]);
}

function forgetSecret(local: LocalState, uri: string, remote: RemoteState): void {
  if (!remote.consumed.has(uri)) local.secretRevisions.delete(uri);
  if (!remote.obsolete.has(uri)) local.obsoleteRevisions.delete(uri);
}

function newMemory(): RelationMemory {
  return { created: false, members: new Map(), read: new Map(), applications: new Map(), changedPending: '' };
}
