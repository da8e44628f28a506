import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import type { ModelCore } from '../model-core';
import type { ResourceDefinition } from '../resources/resource-input';
import { channelParts } from './channel';

/** Which charm of that name. @internal */
export interface WantedCharm {
  readonly channel: string | undefined;
  readonly revision: number | undefined;
  readonly arch: string;
}

/** The resources that a charm of Charmhub declares. @internal */
export async function storeResources(
  core: ModelCore,
  charm: string,
  { channel, revision, arch }: WantedCharm,
  limits: CallLimits,
): Promise<ResourceDefinition[]> {
  const origin = {
    ...{ source: 'charm-hub', type: 'charm', id: '', architecture: arch },
    ...channelParts(channel),
    ...(revision !== undefined && { revision }),
  };
  return (await listCharmResources(core, `ch:${charm}`, origin, limits)).map(
    ({ name, type, path, description = '' }) => ({ name, type, filename: path, description }),
  );
}

/** What Charmhub has now of the resources of a charm. @internal */
export async function listCharmResources(
  core: ModelCore,
  url: string,
  origin: wire.CharmOrigin,
  limits: CallLimits,
): Promise<wire.CharmResource[]> {
  const params: wire.CharmURLAndOrigins = { entities: [{ 'charm-url': url, 'charm-origin': origin }] };
  const { results } = await core.call<wire.CharmResourcesResults>(
    'Charms',
    'ListCharmResources',
    params,
    limits,
  );
  return results?.[0] ?? [];
}
