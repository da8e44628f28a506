import { dump } from 'js-yaml';
import { JujuError } from '../../errors';
import { JujuApiError, JujuBulkError, ProtocolError } from '../../juju/errors';
import { uploadResource } from '../../juju/resource-upload';
import type * as wire from '../../juju/wire-types';
import { type CallLimits, leftOf } from '../calls/call-limits';
import type { StoreCharm } from '../charm/charm-path';
import { checkChannel } from '../charmhub/channel';
import { storeResources } from '../charmhub/store-resources';
import { constraintsValue } from '../settings/constraints';
import type { ModelCore } from '../model-core';
import { placements } from '../machine/placement';
import { type CheckedResource, checkResources } from '../resources/resource-input';
import {
  applicationName,
  bindings,
  configValues,
  type DeployOptions,
  givenBase,
  unitCount,
} from './deploy-options';
import { deviceConstraints, storageDirectives } from './directives';
import { storageIds } from '../storage/storage-id';

/** The first version of the facade that lets the controller find everything itself: Juju 3.3. */
const firstVersion = 19;

/** Deploys a charm of Charmhub: the controller finds it, and what goes with it; gives back the application's name. @internal */
export async function deployFromStore(
  core: ModelCore,
  charm: StoreCharm,
  options: DeployOptions,
  directory: string,
): Promise<string> {
  const version = core.session.facadeVersion('Application');
  if (version < firstVersion) {
    throw new JujuError(
      `Juju ${core.session.serverVersion} cannot be asked to deploy "${charm}" from Charmhub: that needs Juju 3.3 or later`,
      { code: 'not supported' },
    );
  }
  const left = leftOf(options, core.clock);
  const arg = deployArg(core, charm, options);
  const given = await resourcesFor(core, charm, { ...options, ...left() }, directory);
  const resources = Object.fromEntries(given.map((resource) => [resource.definition.name, textOf(resource)]));
  const { Info, PendingResourceUploads } = await send(core, version, { ...arg, resources }, left());
  for (const { Name, Filename } of PendingResourceUploads ?? []) {
    const resource = given.find(({ definition }) => definition.name === Name);
    if (!resource || !('content' in resource)) throw unknownUpload(Info.name, Name, Filename);
    const limits = left();
    const target = { application: Info.name, name: Name };
    const signal = core.signalFor(limits);
    await uploadResource(core.session, target, resource.content, { ...limits, signal });
  }
  return Info.name;
}

function deployArg(core: ModelCore, charm: string, options: DeployOptions): wire.DeployFromRepositoryArg {
  const { name, units, base, channel, revision, trust = false, force = false } = options;
  checkChannel(channel);
  checkRevision(charm, revision, channel);
  const application = name === undefined ? charm : applicationName(name);
  const config = configValues(options.config, application);
  const storage = storageDirectives(options.storage);
  const spaces = bindings(options.bind);
  return {
    CharmName: charm,
    ApplicationName: name ?? '',
    ConfigYAML: Object.keys(config).length === 0 ? '' : dump({ [application]: config }),
    Cons: constraintsValue(options.constraints, options.arch),
    Placement: placements(options.to, core.info.uuid),
    // Juju 3 has the one name, Juju 4 the other; neither minds the case.
    ...(core.session.serverVersion.startsWith('3.') ? { Storage: storage } : { storage }),
    Devices: deviceConstraints(options.devices),
    AttachStorage: storageIds(options.attachStorage),
    Trust: trust,
    DryRun: false,
    force,
    ...(spaces && { 'endpoint-bindings': spaces }),
    ...(units !== undefined && { 'num-units': unitCount(units) }),
    ...(base !== undefined && { base: givenBase(base) }),
    ...(channel !== undefined && { channel }),
    ...(revision !== undefined && { revision }),
  };
}

function checkRevision(charm: string, revision: number | undefined, channel: string | undefined): void {
  if (revision === undefined) return;
  if (!Number.isSafeInteger(revision) || revision < 0)
    throw new TypeError(`revision must be a whole number, 0 or more; got ${JSON.stringify(revision)}`);
  if (channel !== undefined) return;
  throw new JujuError(
    `To deploy revision ${String(revision)} of "${charm}", say the channel too: it is the one that later refreshes take`,
    { code: 'not valid' },
  );
}

/** Juju itself would pass over a name that the charm does not have. */
async function resourcesFor(
  core: ModelCore,
  charm: string,
  options: DeployOptions,
  directory: string,
): Promise<CheckedResource[]> {
  const { resources = {} } = options;
  if (Object.keys(resources).length === 0) return [];
  const { channel, revision } = options;
  const arch = constraintsValue(options.constraints, options.arch).arch ?? 'amd64';
  const definitions = await storeResources(core, charm, { channel, revision, arch }, options);
  const owner = { title: `the charm ${charm}`, definitions, isFromStore: true };
  return await checkResources(resources, owner, directory);
}

const textOf = (resource: CheckedResource): string =>
  'content' in resource ? resource.content.filename : String(resource.revision);

async function send(
  core: ModelCore,
  version: number,
  arg: wire.DeployFromRepositoryArg,
  limits: CallLimits,
): Promise<wire.DeployFromRepositoryResult> {
  const call = { facade: 'Application', request: 'DeployFromRepository', version };
  const params: wire.DeployFromRepositoryArgs = { Args: [arg] };
  const { Results } = await core.call<wire.DeployFromRepositoryResults>(
    call.facade,
    call.request,
    params,
    limits,
  );
  const [result] = Results ?? [];
  if (!result) throw new ProtocolError('Application.DeployFromRepository answered with nothing');
  const errors = (result.Errors ?? []).map(
    ({ message, code, info }) => new JujuApiError(call, { text: message, code, info }),
  );
  const [first] = errors;
  if (first && errors.length === 1) throw first;
  if (first)
    throw new JujuBulkError(
      call,
      errors.map(() => undefined),
      errors,
    );
  return result;
}

function unknownUpload(application: string, name: string, filename: string): ProtocolError {
  return new ProtocolError(
    `${application} was deployed, but the controller asks for "${filename}" as its resource "${name}", which nobody gave`,
  );
}
