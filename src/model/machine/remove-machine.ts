import type { Duration } from '../../duration';
import { itemsOf } from '../../juju/bulk';
import { machineTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import { nanosecondsOf } from '../calls/max-wait';
import type { ModelCore } from '../model-core';
import { removeLeaving } from '../remove';
import type { Status } from '../status/status';

/** How to remove a machine. @public */
export interface RemoveMachineOptions extends CallLimits {
  /** Resolve only when it is gone. Default: `true`. */
  readonly wait?: boolean;
  /** When to stop waiting for it to go; its removal goes on. Default: `'10m'`. */
  readonly timeout?: Duration;
  /** Remove it with the units and containers on it, also where a hook fails or an agent is absent. */
  readonly force?: boolean;
  /** With `force`: how long each step may take before it is skipped, in Juju's time; 0 skips at once. Default: a minute. */
  readonly maxWait?: Duration;
  /** Keep the cloud's instance as it is; only the model forgets it. */
  readonly keep?: boolean;
}

const keys = ['wait', 'timeout', 'signal', 'force', 'maxWait', 'keep'];

/** Removes a machine or a container. @internal */
export async function removeMachine(
  core: ModelCore,
  id: string,
  options: RemoveMachineOptions,
): Promise<void> {
  checkKeys(options, keys, 'remove');
  const { force = false, keep = false } = options;
  const maxWait = nanosecondsOf(options, 'remove');
  const params: wire.DestroyMachinesParams = {
    'machine-tags': [machineTag(id)],
    force,
    keep,
    'dry-run': false,
    ...(maxWait !== undefined && { 'max-wait': maxWait }),
  };
  const leaving = force
    ? withAllOnIt(await core.refresh({ signal: options.signal }), id)
    : { machines: [id] };
  const version = core.session.facadeVersion('MachineManager');
  const call = { facade: 'MachineManager', request: 'DestroyMachineWithParams', version };
  await removeLeaving(core, leaving, options, async (limits) => {
    itemsOf(call, await core.call<wire.DestroyMachineResults>(call.facade, call.request, params, limits));
  });
}

function withAllOnIt({ machines, units }: Status, id: string): { machines: string[]; units: string[] } {
  const going = Object.keys(machines).filter((each) => each === id || each.startsWith(`${id}/`));
  const carried = Object.values(units).filter(
    ({ machine }) => machine !== undefined && going.includes(machine),
  );
  return { machines: going, units: carried.map(({ name }) => name) };
}
