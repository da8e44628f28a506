import type { Duration } from '../duration';
import { JujuError, notValid } from '../errors';
import { itemsOf } from '../juju/bulk';
import { applicationTag, unitTag } from '../juju/tags';
import type * as wire from '../juju/wire-types';
import { type CallLimits, Deadline } from './calls/call-limits';
import { checkKeys } from './calls/check-keys';
import { isLeftBehind } from './relation/left-behind';
import { nanosecondsOf } from './calls/max-wait';
import type { ModelCore } from './model-core';
import type { Status, UnitStatus } from './status/status';
import { applicationOf } from './status/unit-names';
import { GoneJudge, type Leaving } from './waiting/gone-judge';

/** How to remove something. @public */
export interface RemoveOptions extends CallLimits {
  /** Resolve only when it is gone. Default: `true`. */
  readonly wait?: boolean;
  /** When to stop waiting for it to go; its removal goes on. Default: `'10m'`. */
  readonly timeout?: Duration;
  /** Do not let a failed hook or an absent agent stop the removal. */
  readonly force?: boolean;
  /** With `force`: how long each step may take before it is skipped, in Juju's time; 0 skips at once. Default: a minute. */
  readonly maxWait?: Duration;
  /** Destroy its storage too, where it would be detached. */
  readonly destroyStorage?: boolean;
}

const keys = ['wait', 'timeout', 'signal', 'force', 'maxWait', 'destroyStorage'];

/** Removes applications with their units. @internal */
export async function removeApplications(
  core: ModelCore,
  names: readonly string[],
  options: RemoveOptions,
): Promise<void> {
  const how = { force: false, ...destroyParams(options, 'removeApplication') };
  const applications = names.map((name) => ({ 'application-tag': applicationTag(name), ...how }));
  await removeLeaving(core, { applications: names }, options, (limits) =>
    destroy(core, 'DestroyApplication', { applications }, limits),
  );
}

/** Removes units by name, of any application or of one; of machine models. @internal */
export async function removeUnits(
  core: ModelCore,
  names: readonly string[],
  options: RemoveOptions,
  application?: string,
): Promise<void> {
  const how = destroyParams(options, 'removeUnits');
  if (core.info.type === 'caas') {
    throw new JujuError(
      `On Kubernetes Juju chooses which units go: remove a number of them, not ${names.join(', ')}`,
      { code: 'not supported' },
    );
  }
  const stranger = names.find((name) => !/\/\d+$/.test(name));
  if (stranger !== undefined) {
    throw notValid(
      `removeUnits takes names of units, such as "web/0"; got ${JSON.stringify(stranger)}. ` +
        'removeApplication removes an application with all its units.',
    );
  }
  const other = names.find((name) => application !== undefined && applicationOf(name) !== application);
  if (other !== undefined) throw notValid(`"${other}" is no unit of ${String(application)}`);
  const units = names.map((name) => ({ 'unit-tag': unitTag(name), ...how }));
  await removeLeaving(core, { units: names }, options, (limits) =>
    destroy(core, 'DestroyUnit', { units }, limits),
  );
}

/**
 * Sends the command, and waits until what it removes is gone. The partners left behind have hooks to run.
 *
 * @internal
 */
export async function removeLeaving(
  core: ModelCore,
  leaving: Leaving,
  options: Pick<RemoveOptions, 'wait' | 'timeout' | 'signal'>,
  send: (limits: CallLimits) => Promise<void>,
): Promise<void> {
  const { applications = [], units = [], machines = [] } = leaving;
  const { signal, timeout, wait = true } = options;
  const deadline = new Deadline(core.clock, timeout ?? '10m');
  const command = {
    what: `${[...applications, ...units, ...machines.map((id) => `machine ${id}`)].join(', ')} was removed`,
    concerns: (unit: UnitStatus, before: Status) => isLeftBehind(unit, leaving, before),
    limits: { signal, timeout },
  };
  await core.touching(command, async (_, limits) => {
    await send(limits);
    return {};
  });
  if (wait) await gone(core, leaving, deadline, signal);
}

function destroyParams(
  options: RemoveOptions,
  what: string,
): { 'destroy-storage'?: boolean; force?: boolean; 'max-wait'?: number } {
  checkKeys(options, keys, what);
  const { force = false, destroyStorage = false } = options;
  const maxWait = nanosecondsOf(options, what);
  return {
    'destroy-storage': destroyStorage,
    force,
    ...(maxWait !== undefined && { 'max-wait': maxWait }),
  };
}

async function destroy(core: ModelCore, request: string, params: object, limits: CallLimits): Promise<void> {
  const call = { facade: 'Application', request, version: core.session.facadeVersion('Application') };
  itemsOf(call, await core.call<wire.ErrorResults>('Application', request, params, limits));
}

async function gone(
  core: ModelCore,
  leaving: Leaving,
  deadline: Deadline,
  signal: AbortSignal | undefined,
): Promise<void> {
  await core.wait(new GoneJudge(leaving), {
    signal,
    timeoutMs: deadline.leftMs,
  });
}
