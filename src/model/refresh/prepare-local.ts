import { uploadCharm } from '../../juju/charm-upload';
import { JujuError } from '../../errors';
import type { CallLimits } from '../calls/call-limits';
import type { CharmSource } from '../charm/charm-path';
import { type LocalCharm, localCharm } from '../charm/local-charm';
import { givenBase } from '../deploy/deploy-options';
import type { ModelCore } from '../model-core';
import { rawResources } from '../resources/application-resources';
import { addPendingResources } from '../resources/pending-resources';
import { checkResources, type CheckedResource, type ResourceDefinition } from '../resources/resource-input';
import type { Current, NextCharm } from './refresh';
import type { RefreshOptions } from './refresh-options';

/** Uploads a local charm, and the resources that change with it. @internal */
export async function prepareLocal(
  core: ModelCore,
  current: Current,
  options: RefreshOptions & { readonly path: CharmSource },
  directory: string,
  left: () => CallLimits,
): Promise<NextCharm> {
  const charm = await localCharm(options.path, directory);
  if (options.switch === undefined) checkName(charm, current);
  const owner = { title: `the charm ${charm.name}`, definitions: charm.resources, isFromStore: false };
  const given = await checkResources(options.resources ?? {}, owner, directory);
  const base = options.base === undefined ? current.origin.base : givenBase(options.base);
  const origin = {
    ...{ source: 'local', type: 'charm', id: '' },
    ...(base && { base }),
    architecture: current.origin.architecture ?? 'amd64',
  };
  const changing = await changingResources(core, current.application, charm.resources, given, left());
  const signal = core.signalFor(left());
  const url = await uploadCharm(core.session, charm, { ...left(), signal });
  const target = { application: current.application, url, origin };
  return {
    ...{ url, origin, channel: '' },
    resources: await addPendingResources(core, target, changing, given, left),
  };
}

/** Juju's own client refuses that too: units of one charm would hardly know what another one left them. */
function checkName({ name }: LocalCharm, { application, url }: Current): void {
  const [, before] = /(?:^|[:/])([^:/]+?)(?:-\d+)?$/.exec(url) ?? [];
  if (before === name) return;
  throw new JujuError(
    `${application} runs the charm "${String(before)}", and the one at this path is "${name}". ` +
      'To give it another charm on purpose, use the option switch instead of path.',
    { code: 'not valid' },
  );
}

/**
 * Those that were given, and those that the charm did not have before. Juju 4 cannot be told of the latter, so that only
 * what was given is left, and the controller says what it thinks of it.
 *
 * @internal
 */
export async function changingResources(
  core: ModelCore,
  application: string,
  definitions: readonly ResourceDefinition[],
  given: readonly CheckedResource[],
  limits: CallLimits,
): Promise<ResourceDefinition[]> {
  if (definitions.length === 0) return [];
  const named = new Set(given.map(({ definition }) => definition.name));
  const isOld = core.session.serverVersion.startsWith('3.');
  const { resources } = isOld ? await rawResources(core, application, limits) : { resources: [] };
  const known = new Set((resources ?? []).map(({ name }) => name));
  return definitions.filter(({ name }) => named.has(name) || (isOld && !known.has(name)));
}
