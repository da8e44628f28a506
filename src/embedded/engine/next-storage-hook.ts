import type { LocalState } from './local-state';
import type { RemoteState } from './remote-state';
import type { UnitOperation } from './unit-operation';

/**
 * The next hook about storage. On machines storage comes before `install`, and `install` waits for it; on Kubernetes it
 * comes after `install`, and not before a queued hook, because a pod has to be there first.
 *
 * @internal
 */
export function nextStorageHook(local: LocalState, remote: RemoteState): UnitOperation | undefined {
  if (!mayRun(local, remote)) return undefined;
  for (const { id, life, attached } of remote.storage) {
    const known = local.storage.has(id);
    const going = life !== 'alive' || remote.life !== 'alive';
    if (going && known) return { kind: 'run-hook', hook: { kind: 'storage-detaching', storageId: id } };
    if (going && !known) return { kind: 'forget-storage', storageId: id };
    if (!known && attached) return { kind: 'run-hook', hook: { kind: 'storage-attached', storageId: id } };
  }
  const pending = remote.storage.some(({ id }) => !local.storage.has(id));
  return pending && !local.installed && remote.modelType === 'iaas' ? { kind: 'wait' } : undefined;
}

function mayRun(local: LocalState, remote: RemoteState): boolean {
  // Before install, install is what is queued.
  if (local.hook === undefined && local.installed) return true;
  if (local.hook === undefined) return remote.modelType === 'iaas';
  if (local.hook.step !== 'queued') return false;
  return remote.modelType === 'caas' ? local.started : !local.installed;
}
