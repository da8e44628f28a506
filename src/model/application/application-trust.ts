import { onlyItemOf } from '../../juju/bulk';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import type { ModelCore } from '../model-core';
import type { UnitStatus } from '../status/status';

/** Whether the application may use the cloud's credential. @internal */
export async function isTrusted(core: ModelCore, application: string, limits: CallLimits): Promise<boolean> {
  const params: wire.ApplicationGet = { application, branch: '' };
  const answer = await core.call<wire.ApplicationGetResults>('Application', 'Get', params, limits);
  const trust = answer['application-config']?.['trust'] as { readonly value?: unknown } | undefined;
  return trust?.value === true;
}

/** @internal */
export async function setTrust(
  core: ModelCore,
  application: string,
  trust: boolean,
  limits: CallLimits,
): Promise<void> {
  const command = {
    what: `${application} was ${trust ? 'trusted' : 'trusted no longer'}`,
    concerns: (unit: UnitStatus) => unit.application === application,
    limits,
  };
  await core.touching(command, async (_, left) => {
    // Set again, it gives agents nothing to run.
    if ((await isTrusted(core, application, left)) === trust) return undefined;
    const config = { trust: String(trust) };
    const arg: wire.ConfigSet = { application, generation: '', config, 'config-yaml': '' };
    const version = core.session.facadeVersion('Application');
    const call = { facade: 'Application', request: 'SetConfigs', version };
    const params: wire.ConfigSetArgs = { Args: [arg] };
    onlyItemOf(call, await core.call<wire.ErrorResults>(call.facade, call.request, params, left));
    return {};
  });
}
