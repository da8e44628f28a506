import type * as wire from '../../juju/wire-types';
import type { Constraints } from '../application/application-constraints';
import type { CallLimits } from '../calls/call-limits';
import { type ConstraintsInput, constraintsValue } from './constraints';
import type { ModelCore } from '../model-core';

/** @internal */
export async function getConstraints(core: ModelCore, limits: CallLimits): Promise<Constraints> {
  const { constraints } = await core.call<wire.GetConstraintsResults>(
    'ModelConfig',
    'GetModelConstraints',
    {},
    limits,
  );
  return Object.freeze({ ...constraints }) as Constraints;
}

/** @internal */
export async function setConstraints(
  core: ModelCore,
  constraints: ConstraintsInput,
  limits: CallLimits,
): Promise<void> {
  const params: wire.SetConstraints = { application: '', constraints: constraintsValue(constraints) };
  await core.call('ModelConfig', 'SetModelConstraints', params, limits);
}
