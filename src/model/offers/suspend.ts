import { itemsOf } from '../../juju/bulk';
import type * as wire from '../../juju/wire-types';
import { type CallLimits, leftOf } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import type { ModelCore } from '../model-core';
import type { UnitStatus } from '../status/status';
import { listOffers } from './offers';

/** How to suspend relations. @public */
export interface SuspendOptions extends CallLimits {
  /** Why, for people. */
  readonly message?: string;
}

/** Suspends relations with consumers, or lets them go on. @internal */
export async function suspendRelations(
  core: ModelCore,
  ids: readonly number[],
  suspended: boolean,
  options: SuspendOptions,
): Promise<void> {
  checkKeys(options, suspended ? ['message', 'signal', 'timeout'] : ['signal', 'timeout'], nameOf(suspended));
  const { message = '', ...limits } = options;
  const stranger = ids.find((id) => !Number.isInteger(id));
  if (ids.length === 0 || stranger !== undefined) {
    throw new TypeError(`${nameOf(suspended)} needs the numbers of relations; got ${JSON.stringify(ids)}`);
  }
  const left = leftOf(limits, core.clock);
  const applications = await applicationsOf(core, ids, left());
  const command = {
    what: `${ids.length === 1 ? 'relation' : 'relations'} ${ids.join(', ')} ${suspended ? 'suspended' : 'resumed'}`,
    concerns: ({ application }: UnitStatus) => applications.has(application),
    limits: left(),
  };
  await core.touching(command, async (_, rest) => {
    const args = ids.map((id) => ({ 'relation-id': id, suspended, message }));
    const request = 'SetRelationsSuspended';
    const call = { facade: 'Application', request, version: core.session.facadeVersion('Application') };
    itemsOf(call, await core.call<wire.ErrorResults>('Application', request, { args }, rest));
    return {};
  });
}

/** The applications whose units will leave, or come back. */
async function applicationsOf(
  core: ModelCore,
  ids: readonly number[],
  limits: CallLimits,
): Promise<ReadonlySet<string>> {
  const offers = await listOffers(core, limits);
  const used = offers.filter(({ connections }) =>
    connections.some(({ relationId }) => ids.includes(relationId)),
  );
  return new Set(used.map(({ application }) => application));
}

const nameOf = (suspended: boolean): string => (suspended ? 'suspendRelation' : 'resumeRelation');
