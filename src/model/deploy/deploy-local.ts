import { JujuError } from '../../errors';
import { onlyItemOf } from '../../juju/bulk';
import { uploadCharm } from '../../juju/charm-upload';
import type * as wire from '../../juju/wire-types';
import { type CallLimits, leftOf } from '../calls/call-limits';
import { parseBase } from '../charm/charm-bases';
import type { CharmSource } from '../charm/charm-path';
import { type LocalCharm, localCharm } from '../charm/local-charm';
import { withCharmNames } from '../charm/with-charm-names';
import { configTexts } from '../settings/config-values';
import { constraintsValue } from '../settings/constraints';
import { modelConfig } from '../settings/model-config';
import type { ModelCore } from '../model-core';
import { placements } from '../machine/placement';
import { addPendingResources } from '../resources/pending-resources';
import { checkResources } from '../resources/resource-input';
import type { Base } from '../status/status';
import {
  applicationName,
  bindings,
  configValues,
  type DeployOptions,
  givenBase,
  unitCount,
} from './deploy-options';
import { deviceConstraints, storageDirectives } from './directives';
import { storageTags } from '../storage/storage-id';

type Params = Omit<wire.ApplicationDeploy, 'charm-url' | 'resources'> & {
  readonly 'charm-origin': wire.CharmOrigin;
};

/** Uploads a local charm with its resources and deploys it; gives back the application's name. @internal */
export async function deployLocal(
  core: ModelCore,
  source: CharmSource,
  options: DeployOptions,
  directory: string,
): Promise<string> {
  const charm = await localCharm(source, directory);
  const application = applicationName(options.name ?? charm.name);
  const left = leftOf(options, core.clock);
  const owner = { title: `the charm ${charm.name}`, definitions: charm.resources, isFromStore: false };
  const given = await checkResources(options.resources ?? {}, owner, directory);
  const wanted = await deployParams(core, charm, application, { ...options, ...left() });
  const url = await uploadCharm(core.session, charm, { ...left(), signal: core.signalFor(options) });
  const target = { application, url, origin: wanted['charm-origin'] };
  const resources = await addPendingResources(core, target, charm.resources, given, left);
  const params: wire.ApplicationsDeploy = { applications: [{ ...wanted, 'charm-url': url, resources }] };
  const call = {
    facade: 'Application',
    request: 'Deploy',
    version: core.session.facadeVersion('Application'),
  };
  try {
    onlyItemOf(call, await core.call<wire.ErrorResults>('Application', 'Deploy', params, left()));
  } catch (error) {
    throw await withCharmNames(error, core, { title: `The charm ${charm.name}`, url: () => url }, left());
  }
  return application;
}

/** The arguments of the call, but for the charm's URL; all is checked before anything is uploaded. */
async function deployParams(
  core: ModelCore,
  charm: LocalCharm,
  application: string,
  options: DeployOptions,
): Promise<Params> {
  const config = configTexts(configValues(options.config, application), `application ${application}`);
  const constraints = constraintsValue(options.constraints, options.arch);
  refuseForSubordinate(charm, options);
  refuseForLocal(charm, options);
  const spaces = bindings(options.bind);
  return {
    application,
    'charm-origin': {
      source: 'local',
      type: 'charm',
      id: '',
      base: await baseFor(core, charm, options),
      architecture: await architectureFor(core, charm, constraints, options),
    },
    channel: '',
    'num-units': charm.subordinate ? 0 : unitCount(options.units ?? 1),
    config: options.trust ? { ...config, trust: 'true' } : config,
    'config-yaml': '',
    constraints,
    placement: placements(options.to, core.info.uuid),
    storage: storageDirectives(options.storage),
    devices: deviceConstraints(options.devices),
    'attach-storage': storageTags(options.attachStorage),
    ...(spaces && { 'endpoint-bindings': spaces }),
    Force: options.force ?? false,
  };
}

function refuseForLocal({ name }: LocalCharm, { channel, revision }: DeployOptions): void {
  const stranger = channel !== undefined ? 'channel' : revision !== undefined ? 'revision' : undefined;
  if (stranger === undefined) return;
  throw new JujuError(
    `The charm ${name} is a local one, and "${stranger}" is for charms of Charmhub: leave it out, or deploy the charm by its name`,
    { code: 'not valid' },
  );
}

function refuseForSubordinate(charm: LocalCharm, { units = 0, to, constraints, arch }: DeployOptions): void {
  if (!charm.subordinate) return;
  const strangers = { units: units > 0 || undefined, to, constraints, arch };
  const stranger = Object.entries(strangers).find(([, value]) => value !== undefined)?.[0];
  if (stranger === undefined) return;
  throw new JujuError(
    `The charm ${charm.name} is a subordinate: it runs where its principal's units are, so "${stranger}" makes no sense for it`,
    { code: 'not valid' },
  );
}

async function baseFor(core: ModelCore, { name, bases }: LocalCharm, options: DeployOptions): Promise<Base> {
  const { base } = options;
  if (base !== undefined) return givenBase(base);
  const [first] = bases;
  if (first) return { name: first.name, channel: first.channel };
  const byDefault = (await modelConfig(core, options))['default-base'];
  const parsed = typeof byDefault === 'string' ? parseBase(byDefault) : undefined;
  if (parsed) return parsed;
  throw new JujuError(
    `The charm ${name} does not say which base it is for, and the model has no default-base. ` +
      'Give one with the option base, such as "ubuntu@22.04".',
    { code: 'not valid' },
  );
}

/** Asked for, by the application's or the model's constraints, or the only one that the charm is for; else Juju's usual one. */
async function architectureFor(
  core: ModelCore,
  { bases }: LocalCharm,
  { arch }: wire.ConstraintsValue,
  limits: CallLimits,
): Promise<string> {
  if (arch !== undefined) return arch;
  const { constraints } = await core.call<wire.GetConstraintsResults>(
    'ModelConfig',
    'GetModelConstraints',
    {},
    limits,
  );
  if (constraints.arch !== undefined) return constraints.arch;
  const architectures = new Set(bases.flatMap((base) => base.architectures));
  return architectures.size === 1 ? ([...architectures][0] ?? 'amd64') : 'amd64';
}
