import { onlyItemOf } from '../../juju/bulk';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../call-limits';
import { parseBase } from '../charm/charm-bases';
import { constraintsValue } from '../constraints';
import type { ModelCore } from '../model-core';

/** Makes a machine or a container as a step of a bundle's plan says; gives back its id. @internal */
export async function addMachine(
  core: ModelCore,
  args: Readonly<Record<string, unknown>>,
  parent: string | undefined,
  limits: CallLimits,
): Promise<string> {
  const { base, constraints, 'container-type': container } = args;
  const parsed = typeof base === 'string' ? parseBase(base) : undefined;
  const machine = {
    ...(parsed && { base: parsed }),
    constraints: constraintsValue(typeof constraints === 'string' ? constraints : undefined),
    jobs: ['host-units'],
    ...(typeof container === 'string' && { 'container-type': container }),
    ...(parent !== undefined && { 'parent-id': parent }),
  };
  const version = core.session.facadeVersion('MachineManager');
  const call = { facade: 'MachineManager', request: 'AddMachines', version };
  const { machines } = await core.call<wire.AddMachinesResults>(
    call.facade,
    call.request,
    { params: [machine] },
    limits,
  );
  return onlyItemOf(call, { results: machines }).machine;
}
