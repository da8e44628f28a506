import { JujuApiError, ProtocolError } from '../../juju/errors';
import { uploadResource } from '../../juju/resource-upload';
import { applicationTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import type { ModelCore } from '../model-core';
import type { CheckedResource, ResourceDefinition } from './resource-input';

/** For which charm of which application resources are. @internal */
export interface ResourceCharm {
  readonly application: string;
  readonly url: string;
  readonly origin: wire.CharmOrigin;
}

/**
 * Tells the controller of the resources that a deployment or a refresh will have, and uploads those that are here.
 *
 * @param given - what is to be in them; a resource that is not among it is told of all the same, empty or as Charmhub has it
 * @returns the ids to name in the command, by name
 * @internal
 */
export async function addPendingResources(
  core: ModelCore,
  charm: ResourceCharm,
  definitions: readonly ResourceDefinition[],
  given: readonly CheckedResource[],
  left: () => CallLimits,
): Promise<Record<string, string>> {
  if (definitions.length === 0) return {};
  const byName = new Map(given.map((resource) => [resource.definition.name, resource]));
  const resources = definitions.map((definition) =>
    described(definition, byName.get(definition.name), charm),
  );
  const ids = await announce(core, charm, resources, left());
  const pending = definitions.map(({ name }, index) => [name, ids[index] ?? ''] as const);
  for (const [name, pendingId] of pending) {
    const resource = byName.get(name);
    if (!resource || !('content' in resource)) continue;
    const target = { application: charm.application, name, pendingId };
    const limits = left();
    await uploadResource(core.session, target, resource.content, {
      ...limits,
      signal: core.signalFor(limits),
    });
  }
  return Object.fromEntries(pending);
}

async function announce(
  core: ModelCore,
  { application, url, origin }: ResourceCharm,
  resources: wire.CharmResource[],
  limits: CallLimits,
): Promise<readonly string[]> {
  const params: wire.AddPendingResourcesArgsV2 = {
    tag: applicationTag(application),
    url,
    'charm-origin': origin,
    macaroon: null,
    resources,
  };
  const call = {
    facade: 'Resources',
    request: 'AddPendingResources',
    version: core.session.facadeVersion('Resources'),
  };
  const answer = await core.call<wire.AddPendingResourcesResult>(call.facade, call.request, params, limits);
  const { error, 'pending-ids': ids } = answer;
  if (error) throw new JujuApiError(call, { text: error.message, code: error.code });
  if (ids?.length === resources.length) return ids;
  throw new ProtocolError(
    `Resources.AddPendingResources was told of ${String(resources.length)} resources and answered with ` +
      `${String(ids?.length ?? 0)} ids`,
  );
}

function described(
  { name, type, filename, description }: ResourceDefinition,
  resource: CheckedResource | undefined,
  { origin }: ResourceCharm,
): wire.CharmResource {
  const isUpload = origin.source === 'local' || (resource !== undefined && 'content' in resource);
  return {
    name,
    type,
    path: filename,
    description,
    origin: isUpload ? 'upload' : 'store',
    revision: isUpload ? 0 : resource && 'revision' in resource ? resource.revision : -1,
    fingerprint: '',
    size: 0,
  };
}
