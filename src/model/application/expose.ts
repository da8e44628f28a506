import { JujuError } from '../../errors';
import type * as wire from '../../juju/wire-types';
import { type CallLimits, leftOf } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import { charmOf, withCharmNames } from '../charm/with-charm-names';
import type { ModelCore } from '../model-core';

/** To whom an endpoint shall be open; to everybody where nothing is said. @public */
export interface ExposeTo {
  readonly spaces?: readonly string[];
  readonly cidrs?: readonly string[];
}

/** Opens an application, or some of its endpoints (`''` for all of them). @internal */
export async function expose(
  core: ModelCore,
  application: string,
  endpoints: Readonly<Record<string, ExposeTo>>,
  limits: CallLimits,
): Promise<void> {
  const left = leftOf(limits, core.clock);
  const wanted = Object.entries(endpoints).map(([name, to]) => [name, exposedEndpoint(name, to)]);
  const params: wire.ApplicationExpose = {
    application,
    'exposed-endpoints': Object.fromEntries(wanted) as Record<string, wire.ExposedEndpoint>,
  };
  try {
    await core.call('Application', 'Expose', params, left());
  } catch (error) {
    throw await withCharmNames(error, core, charmOf(core, application), left());
  }
  await core.afterCommand(`${application} was exposed`, left());
}

/** Closes it again, or some of its endpoints. @internal */
export async function unexpose(
  core: ModelCore,
  application: string,
  endpoints: readonly string[],
  limits: CallLimits,
): Promise<void> {
  const left = leftOf(limits, core.clock);
  const params: wire.ApplicationUnexpose = { application, 'exposed-endpoints': [...endpoints] };
  await core.call('Application', 'Unexpose', params, left());
  await core.afterCommand(`${application} was unexposed`, left());
}

function exposedEndpoint(name: string, to: ExposeTo): wire.ExposedEndpoint {
  checkKeys(to, ['spaces', 'cidrs'], `expose of the endpoint "${name}"`);
  const { spaces = [], cidrs = [] } = to;
  const stranger = cidrs.find((cidr) => !/^[\da-f.:]+\/\d{1,3}$/i.test(cidr));
  if (stranger !== undefined) {
    throw new JujuError(`"${stranger}" is no CIDR such as 10.0.0.0/24, to expose the endpoint "${name}" to`, {
      code: 'not valid',
    });
  }
  return { 'expose-to-spaces': [...spaces], 'expose-to-cidrs': [...cidrs] };
}
