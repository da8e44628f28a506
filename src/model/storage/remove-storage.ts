import { itemsOf } from '../../juju/bulk';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import { listOf } from '../calls/list-of';
import { nanosecondsOf } from '../calls/max-wait';
import type { ModelCore } from '../model-core';
import { detach } from './detach-storage';
import type { RemoveStorageOptions } from './model-storage';
import { deadlineOf, waitForStorage } from './storage-gone';
import { storageTags } from './storage-id';

const keys = ['force', 'maxWait', 'destroyStorage', 'wait', 'timeout', 'signal'];

/**
 * Removes storage. By force it is detached first, by a command of its own: asked for both at once, Juju 4.0 begins to
 * detach it and then refuses to remove it.
 *
 * @internal
 */
export async function removeStorage(
  core: ModelCore,
  ids: string | readonly string[],
  options: RemoveStorageOptions,
): Promise<void> {
  checkKeys(options, keys, 'remove');
  const { force = false, destroyStorage = true, wait = true, signal } = options;
  const maxWait = nanosecondsOf(options, 'remove');
  const named = listOf(ids);
  const tags = storageTags(named);
  const deadline = deadlineOf(core, options.timeout);
  const left = (): CallLimits => ({ signal, timeout: deadline.leftMs });
  if (force) await detach(core, { ids: named, force, maxWait, deadline, signal });
  const params: wire.RemoveStorage = {
    storage: tags.map((tag) => ({
      tag,
      'destroy-attachments': force,
      'destroy-storage': destroyStorage,
      force,
      ...(maxWait !== undefined && { 'max-wait': maxWait }),
    })),
  };
  const call = { facade: 'Storage', request: 'Remove', version: core.session.facadeVersion('Storage') };
  itemsOf(call, await core.call<wire.ErrorResults>(call.facade, call.request, params, left()));
  if (!wait) return;
  await waitForStorage(core, {
    deadline,
    signal,
    goal: `${named.join(', ')} to be gone`,
    missing: (all) => all.filter(({ id }) => named.includes(id)),
  });
}
