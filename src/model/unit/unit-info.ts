import { onlyResultOf } from '../../juju/bulk';
import { unitTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import type { ModelCore } from '../model-core';

/**
 * What `juju show-unit` is told of a unit.
 *
 * @throws JujuApiError with the code `not found` where there is no such unit
 * @internal
 */
export async function unitInfo(core: ModelCore, unit: string, limits: CallLimits): Promise<wire.UnitResult> {
  const version = core.session.facadeVersion('Application');
  const call = { facade: 'Application', request: 'UnitsInfo', version };
  const params: wire.Entities = { entities: [{ tag: unitTag(unit) }] };
  const response = await core.call<wire.UnitInfoResults>(call.facade, call.request, params, limits);
  return onlyResultOf(call, response);
}
