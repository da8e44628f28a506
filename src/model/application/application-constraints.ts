import { onlyItemOf } from '../../juju/bulk';
import { applicationTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import { type ConstraintsInput, constraintsValue } from '../settings/constraints';
import type { ModelCore } from '../model-core';

/** Constraints that were set, with Juju's names; sizes in MiB. @public */
export type Constraints = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** @internal */
export async function getConstraints(
  core: ModelCore,
  application: string,
  limits: CallLimits,
): Promise<Constraints> {
  const version = core.session.facadeVersion('Application');
  const call = { facade: 'Application', request: 'GetConstraints', version };
  const params: wire.Entities = { entities: [{ tag: applicationTag(application) }] };
  const answer = await core.call<wire.ApplicationGetConstraintsResults>(
    call.facade,
    call.request,
    params,
    limits,
  );
  const { constraints } = onlyItemOf(call, answer);
  const set = Object.entries(constraints).filter(([, value]) => (value as unknown) !== null);
  return Object.freeze(Object.fromEntries(set) as Constraints);
}

/** @internal */
export async function setConstraints(
  core: ModelCore,
  application: string,
  constraints: ConstraintsInput,
  limits: CallLimits,
): Promise<void> {
  const params: wire.ApplicationConstraint & { application: string } = {
    application,
    constraints: constraintsValue(constraints),
  };
  await core.call('Application', 'SetConstraints', params, limits);
}
