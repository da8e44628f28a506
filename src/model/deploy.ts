import { JujuError } from '../errors';
import { onlyItemOf } from '../juju/bulk';
import { uploadCharm } from '../juju/charm-upload';
import { JujuApiError } from '../juju/errors';
import type * as wire from '../juju/wire-types';
import { type CallLimits, leftOf } from './call-limits';
import { parseBase } from './charm/charm-bases';
import type { CharmSource } from './charm/charm-path';
import { type LocalCharm, localCharm } from './charm/local-charm';
import { checkKeys } from './check-keys';
import { type ConfigInput, configTexts } from './config-values';
import { type ConstraintsInput, constraintsValue } from './constraints';
import { modelConfig } from './model-config';
import type { ModelCore } from './model-core';
import { placements } from './placement';
import type { Base } from './status/status';
import { storageDirective, type StorageInput } from './storage/storage-directive';
import { storageTags } from './storage/storage-id';

/** How to deploy a charm. @public */
export interface DeployOptions extends CallLimits {
  /** The application's name. Default: the charm's. */
  readonly name?: string;
  /** How many units. Default: 1; a subordinate has none of its own. */
  readonly units?: number;
  /** Values for the charm's options. */
  readonly config?: Readonly<Record<string, ConfigInput>>;
  /** What its machines or pods must be like: `'mem=8G cores=2'`, or an object. */
  readonly constraints?: ConstraintsInput;
  /** The operating system: `'ubuntu@22.04'`. Default: the charm's first, else the model's `default-base`. */
  readonly base?: string | Base;
  /** Let the charm use the cloud's credential, as `--trust` does. Default: `false`. */
  readonly trust?: boolean;
  /** Where to put the units, one place for each: `'3'`, `'lxd:3'`, `'zone=a'`. Not on Kubernetes. */
  readonly to?: string | readonly string[];
  /** How much storage of each kind that the charm declares: `{ data: 'lxd,10G' }`. Default: what the charm asks for at least. */
  readonly storage?: Readonly<Record<string, StorageInput>>;
  /** Storage that was detached from another unit, such as `data/0`, for the one new unit. */
  readonly attachStorage?: string | readonly string[];
  /** Deploy it even where the charm says that it does not support the base. */
  readonly force?: boolean;
}

const keys = [
  'name',
  'units',
  'config',
  'constraints',
  'base',
  'trust',
  'to',
  'storage',
  'attachStorage',
  'force',
  'signal',
  'timeout',
];
const validName = /^[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*$/;

/**
 * Uploads a local charm and deploys it.
 *
 * @param directory - what relative paths are relative to
 * @returns the application's name, once the model shows it
 * @internal
 */
export async function deploy(
  core: ModelCore,
  source: CharmSource,
  options: DeployOptions,
  directory: string,
): Promise<string> {
  checkKeys(options, keys, 'deploy');
  const charm = await localCharm(source, directory);
  const application = applicationName(options.name ?? charm.name);
  const left = leftOf(options, core.clock);
  const wanted = await deployParams(core, charm, application, { ...options, ...left() });
  const url = await uploadCharm(core.session, charm, { ...left(), signal: core.signalFor(options) });
  const call = {
    facade: 'Application',
    request: 'Deploy',
    version: core.session.facadeVersion('Application'),
  };
  const params: wire.ApplicationsDeploy = { applications: [{ ...wanted, 'charm-url': url }] };
  try {
    onlyItemOf(call, await core.call<wire.ErrorResults>('Application', 'Deploy', params, left()));
  } catch (error) {
    throw isThere(error) ? alreadyThere(application, core, error) : error;
  }
  const { applications } = await core.afterCommand(`${application} was deployed`, left());
  if (Object.hasOwn(applications, application)) return application;
  throw new JujuError(
    `${application} was deployed in ${core.fullName}, but the model does not show it: it was removed at once`,
    {
      code: 'not found',
    },
  );
}

/** The arguments of the call, but for the charm's URL; all is checked before anything is uploaded. */
async function deployParams(
  core: ModelCore,
  charm: LocalCharm,
  application: string,
  options: DeployOptions,
): Promise<Omit<wire.ApplicationDeploy, 'charm-url'>> {
  const config = configTexts(options.config ?? {}, `application ${application}`);
  const constraints = constraintsValue(options.constraints);
  refuseForSubordinate(charm, options);
  refuseResources(core, charm, application);
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
    storage: storageDirectives(options.storage ?? {}),
    'attach-storage': storageTags(options.attachStorage ?? []),
    Force: options.force ?? false,
  };
}

function applicationName(name: unknown): string {
  if (typeof name === 'string' && validName.test(name)) return name;
  throw new JujuError(
    `${JSON.stringify(name)} is no name for an application: small letters, digits and single dashes, beginning with a ` +
      'letter, and no part of it all digits',
    { code: 'not valid' },
  );
}

function unitCount(units: unknown): number {
  if (Number.isSafeInteger(units) && (units as number) >= 0) return units as number;
  throw new TypeError(`units must be a whole number of units, 0 or more; got ${JSON.stringify(units)}`);
}

function refuseForSubordinate(charm: LocalCharm, { units = 0, to, constraints }: DeployOptions): void {
  if (!charm.subordinate) return;
  const stranger =
    units > 0 ? 'units' : to !== undefined ? 'to' : constraints !== undefined ? 'constraints' : undefined;
  if (stranger === undefined) return;
  throw new JujuError(
    `The charm ${charm.name} is a subordinate: it runs where its principal's units are, so "${stranger}" makes no sense for it`,
    { code: 'not valid' },
  );
}

/** Juju 4 deploys no charm without its resources, and we upload none; on Juju 3 the charm finds them missing. */
function refuseResources(core: ModelCore, { name, resources }: LocalCharm, application: string): void {
  if (resources.length === 0 || Number.parseInt(core.session.serverVersion, 10) < 4) return;
  const given = resources.map((resource) => `--resource ${resource}=<file or image>`).join(' ');
  throw new JujuError(
    `The charm ${name} has resources (${resources.join(', ')}), without which Juju ${core.session.serverVersion} does not ` +
      'deploy it, and deploy uploads none. Deploy it with the juju client: ' +
      `\`juju deploy -m ${core.fullName} <charm> ${application} ${given}\`; what is deployed so can be waited for as usual.`,
    { code: 'not supported' },
  );
}

function storageDirectives(input: Readonly<Record<string, StorageInput>>): Record<string, wire.StorageCons> {
  const entries = Object.entries(input);
  return Object.fromEntries(
    entries.map(([name, directive]) => [name, storageDirective(directive, `storage ${name}`)]),
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

function givenBase(base: string | Base): Base {
  const parsed = parseBase(typeof base === 'string' ? base : `${base.name}@${base.channel}`);
  if (parsed) return parsed;
  throw new JujuError(`base must be written as "ubuntu@22.04"; got ${JSON.stringify(base)}`, {
    code: 'not valid',
  });
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

function isThere(error: unknown): error is JujuApiError {
  return (
    error instanceof JujuApiError &&
    (error.code === 'already exists' || error.text.includes('already exists'))
  );
}

function alreadyThere(application: string, core: ModelCore, cause: JujuApiError): JujuError {
  return new JujuError(
    `There is an application "${application}" in ${core.fullName} already. ` +
      'Give this one another name with the option name, or remove the other first.',
    { code: 'already exists', cause },
  );
}
