import { itemsOf, onlyResultOf } from '../../juju/bulk';
import { fromTag, unitTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import { charmOf, withCharmNames } from '../charm/with-charm-names';
import type { ModelCore } from '../model-core';
import { applicationOf } from '../status/unit-names';
import { storageDirective, type StorageInput } from './storage-directive';
import { storageTags } from './storage-id';

/**
 * Makes storage for a unit, by its charm's name for it.
 *
 * @returns the ids of the new storage
 * @internal
 */
export async function addStorage(
  core: ModelCore,
  unit: string,
  name: string,
  directive: StorageInput,
  limits: CallLimits,
): Promise<readonly string[]> {
  checkKeys(limits, ['signal', 'timeout'], 'addStorage');
  const { Pool: pool, Size: size, Count: count } = storageDirective(directive, `"${name}"`);
  const storage = { count, ...(pool !== '' && { pool }), ...(size > 0 && { size }) };
  const params: wire.StoragesAddParams = { storages: [{ unit: unitTag(unit), name, storage }] };
  const version = core.session.facadeVersion('Storage');
  const call = { facade: 'Storage', request: 'AddToUnit', version };
  let tags: readonly string[] = [];
  await core.touching(touch(unit, `storage was added to ${unit}`, limits), async (_, left) => {
    try {
      const response = await core.call<wire.AddStorageResults>(call.facade, call.request, params, left);
      tags = onlyResultOf(call, response)['storage-tags'] ?? [];
    } catch (error) {
      throw await withCharmNames(error, core, charmOf(core, applicationOf(unit)), left);
    }
    return {};
  });
  return Object.freeze(tags.map((tag) => fromTag(tag, 'storage').id));
}

/** Gives storage that nobody has to a unit. @internal */
export async function attachStorage(
  core: ModelCore,
  unit: string,
  ids: string | readonly string[],
  limits: CallLimits,
): Promise<void> {
  checkKeys(limits, ['signal', 'timeout'], 'attachStorage');
  const tags = storageTags(ids);
  const params: wire.StorageAttachmentIds = {
    ids: tags.map((tag) => ({ 'storage-tag': tag, 'unit-tag': unitTag(unit) })),
  };
  const call = { facade: 'Storage', request: 'Attach', version: core.session.facadeVersion('Storage') };
  await core.touching(touch(unit, `storage was attached to ${unit}`, limits), async (_, left) => {
    itemsOf(call, await core.call<wire.ErrorResults>(call.facade, call.request, params, left));
    return {};
  });
}

/** Its agent has a hook to run. */
function touch(unit: string, what: string, limits: CallLimits) {
  return { what, concerns: ({ name }: { readonly name: string }) => name === unit, limits };
}
