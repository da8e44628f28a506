import type { Duration } from '../../duration';
import { itemsOf } from '../../juju/bulk';
import { unitTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import type { Deadline } from '../calls/call-limits';
import { type CallLimits } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import { listOf } from '../calls/list-of';
import { nanosecondsOf } from '../calls/max-wait';
import type { ModelCore } from '../model-core';
import { deadlineOf, waitForStorage } from './storage-gone';
import { storageTags } from './storage-id';

/** How to detach storage. @public */
export interface DetachStorageOptions extends CallLimits {
  /** Do not let a failed hook or an absent agent stop it. */
  readonly force?: boolean;
  /** With `force`: how long the unit's hook may take, in Juju's time; 0 skips it. Default: a minute. */
  readonly maxWait?: Duration;
  /** Resolve only when it is detached. Default: `true`. */
  readonly wait?: boolean;
  /** When to stop waiting; what was begun goes on. Default: `'10m'`. */
  readonly timeout?: Duration;
}

/** Takes storage from a unit. @internal */
export async function detachStorage(
  core: ModelCore,
  unit: string,
  ids: string | readonly string[],
  options: DetachStorageOptions,
): Promise<void> {
  checkKeys(options, ['force', 'maxWait', 'wait', 'timeout', 'signal'], 'detachStorage');
  const { force = false, wait = true, signal } = options;
  const named = listOf(ids);
  const maxWait = nanosecondsOf(options, 'detachStorage');
  const deadline = deadlineOf(core, options.timeout);
  await detach(core, { ids: named, unit, force, maxWait, wait, deadline, signal });
}

/** What to detach, and how. @internal */
export interface Detachment {
  readonly ids: readonly string[];
  /** Default: from whatever unit has it. */
  readonly unit?: string;
  readonly force: boolean;
  /** In nanoseconds. */
  readonly maxWait: number | undefined;
  readonly wait?: boolean;
  readonly deadline: Deadline;
  readonly signal: AbortSignal | undefined;
}

/** Detaches storage, and waits until it is. @internal */
export async function detach(core: ModelCore, detachment: Detachment): Promise<void> {
  const { ids, unit, force, maxWait, wait = true, deadline, signal } = detachment;
  const params: wire.StorageDetachmentParams = {
    ids: {
      ids: storageTags(ids).map((tag) => ({
        'storage-tag': tag,
        'unit-tag': unit === undefined ? '' : unitTag(unit),
      })),
    },
    force,
    ...(maxWait !== undefined && { 'max-wait': maxWait }),
  };
  const version = core.session.facadeVersion('Storage');
  const call = { facade: 'Storage', request: 'DetachStorage', version };
  const command = {
    what: `${ids.join(', ')} was detached`,
    concerns: ({ name }: { readonly name: string }) => name === unit,
    limits: { signal, timeout: deadline.leftMs },
  };
  await core.touching(command, async (_, left) => {
    itemsOf(call, await core.call<wire.ErrorResults>(call.facade, call.request, params, left));
    return {};
  });
  if (!wait) return;
  await waitForStorage(core, {
    deadline,
    signal,
    goal: `${ids.join(', ')} to be detached`,
    missing: (all) =>
      all.filter(({ id, owner, attachments }) => {
        const has = [owner, ...attachments.map((each) => each.unit)];
        return (
          ids.includes(id) && has.some((name) => name !== undefined && (unit === undefined || name === unit))
        );
      }),
  });
}
