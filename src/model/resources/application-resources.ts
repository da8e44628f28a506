import { EntityNotFoundError } from '../errors';
import { onlyItemOf } from '../../juju/bulk';
import { uploadResource } from '../../juju/resource-upload';
import { applicationTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import { type CallLimits, leftOf } from '../calls/call-limits';
import type { ModelCore } from '../model-core';
import type { UnitStatus } from '../status/status';
import { checkResources, type ResourceInput } from './resource-input';

/** A resource of an application. @public */
export interface ApplicationResource {
  readonly name: string;
  readonly type: 'file' | 'oci-image';
  /** The name that the unit gives the file. */
  readonly filename: string;
  readonly description: string;
  /** Where it is from: `upload` or `store`. */
  readonly origin: 'upload' | 'store';
  /** Charmhub's; 0 for an upload. */
  readonly revision: number;
  /** SHA-384 of the content in hexadecimal; `''` for a resource that nothing was put into. */
  readonly fingerprint: string;
  /** In bytes. */
  readonly size: number;
  /** When it was put there; `undefined` before. */
  readonly timestamp: Date | undefined;
  /** Who put it there. */
  readonly username: string;
}

/** The resources of an application, by name. @internal */
export async function listResources(
  core: ModelCore,
  application: string,
  limits: CallLimits,
): Promise<Record<string, ApplicationResource>> {
  const { resources } = await rawResources(core, application, limits);
  return Object.fromEntries((resources ?? []).map((resource) => [resource.name, parse(resource)]));
}

/** The same as Juju has it, with what Charmhub has now. @internal */
export async function rawResources(
  core: ModelCore,
  application: string,
  limits: CallLimits,
): Promise<wire.ResourcesResult> {
  const call = {
    facade: 'Resources',
    request: 'ListResources',
    version: core.session.facadeVersion('Resources'),
  };
  const params: wire.ListResourcesArgs = { entities: [{ tag: applicationTag(application) }] };
  return onlyItemOf(call, await core.call<wire.ResourcesResults>(call.facade, call.request, params, limits));
}

/** Puts something else into a resource of an application; its units have an `upgrade-charm` hook to run then. @internal */
export async function attachResource(
  core: ModelCore,
  application: string,
  name: string,
  source: ResourceInput,
  directory: string,
  limits: CallLimits,
): Promise<void> {
  const left = leftOf(limits, core.clock);
  const known = Object.values(await listResources(core, application, left()));
  const owner = { title: `the application ${application}`, definitions: known, isFromStore: false };
  const [checked] = await checkResources({ [name]: source }, owner, directory);
  if (!checked || !('content' in checked)) throw new EntityNotFoundError(`There is no resource "${name}"`);
  const command = {
    what: `the resource ${name} of ${application} was attached`,
    concerns: (unit: UnitStatus) => unit.application === application,
    limits: left(),
  };
  await core.touching(command, async (_, rest) => {
    const signal = core.signalFor(rest);
    await uploadResource(core.session, { application, name }, checked.content, { ...rest, signal });
    return {};
  });
}

/** Go's moment of "never". */
const never = '0001-01-01T00:00:00Z';

function parse(raw: wire.Resource): ApplicationResource {
  const {
    name,
    type,
    path,
    description = '',
    origin,
    revision,
    fingerprint,
    size,
    timestamp,
    username,
  } = raw;
  return Object.freeze({
    name,
    type: type as ApplicationResource['type'],
    filename: path,
    description,
    origin: origin as ApplicationResource['origin'],
    revision,
    fingerprint: Buffer.from(fingerprint ?? '', 'base64').toString('hex'),
    size,
    timestamp: timestamp === never ? undefined : new Date(timestamp),
    username,
  });
}
