import { ApiError, refused } from '../api-error';
import { parseCharmUrl } from '../charm/charm-url';
import { resolveCharm, type ResolvedCharm } from '../charmhub/resolve-charm';
import { storeResource } from '../charmhub/store-resource';
import type { Base, Charm, CharmOrigin } from './entities';
import type { Constraints, Placement } from './machine-entities';
import type { StorageDirective } from './storage-entities';
import { addStoreCharm, storeCharmUrl } from './add-store-charm';
import { parseApplicationConfig } from './application-config';
import { checkAssumes } from './assumes';
import { deploy } from './deploy';
import type { Model } from './model';
import { checkPlacement } from './place-unit';
import { addPendingResource } from './resources';
import { selectBase } from './select-base';

/** What `juju deploy NAME` says. @internal */
export interface RepositoryDeployArgs {
  readonly charmName: string;
  readonly application: string;
  readonly channel: string;
  readonly revision: number | undefined;
  readonly base: Base | undefined;
  readonly configYaml: string;
  readonly trust: boolean;
  readonly constraints: Constraints;
  readonly numUnits: number | undefined;
  readonly placement: readonly Placement[];
  readonly storage: Readonly<Record<string, StorageDirective>>;
  readonly attachStorage: readonly string[];
  readonly endpointBindings: Readonly<Record<string, string>>;
  /** A revision of Charmhub's, or a file that the client will send. */
  readonly resources: Readonly<Record<string, string>>;
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** A resource that the client has to send. @internal */
export interface PendingUpload {
  readonly name: string;
  readonly type: string;
  readonly filename: string;
}

/** What came of it; nothing where there are errors. @internal */
export interface RepositoryDeployment {
  readonly errors: readonly ApiError[];
  readonly info?: {
    readonly name: string;
    readonly architecture: string;
    readonly base: Base;
    readonly channel: string;
    readonly revision: number;
  };
  readonly uploads?: readonly PendingUpload[];
}

/**
 * Deploys a charm of the registry that stands for Charmhub, as the controller does for `juju deploy NAME`: it finds the
 * charm, the base and the resources itself.
 *
 * @internal
 */
export function deployFromRepository(model: Model, args: RepositoryDeployArgs): RepositoryDeployment {
  const errors: ApiError[] = [];
  for (const placement of args.placement)
    attempt(errors, () => checkPlacement(model, args.application, placement));
  const found = attempt(errors, () => find(model, args));
  if (found === undefined) return { errors };
  const { charm } = found;
  check(model, args, found, errors);
  const resources = attempt(errors, () => wantedResources(model, args, found));
  if (errors.length > 0 || resources === undefined) return { errors };
  const name = args.application === '' ? charm.meta.name : args.application;
  const { architecture, base } = found.origin;
  const info = { name, architecture, base, channel: found.resolved.channel, revision: charm.revision };
  if (args.dryRun) return { errors, info };
  const made = attempt(errors, () => add(model, args, { ...found, name, resources }));
  return made === undefined ? { errors } : { errors, info, uploads: uploadsOf(args, charm) };
}

interface Found {
  readonly resolved: ResolvedCharm;
  readonly charm: Charm;
  readonly origin: CharmOrigin;
}

type WantedResources = readonly ReturnType<typeof storeResource>[];

function find(model: Model, args: RepositoryDeployArgs): Found {
  const { name } = parseCharmUrl(args.charmName);
  const wanted = wantedOrigin(model, args);
  const resolved = resolveCharm(model.charmhub.entries, name, wanted);
  const base = selectBase(model, resolved, wanted.base, args.force);
  const charm = storeCharm(resolved);
  const [track = '', risk = ''] = resolved.channel.split('/');
  const origin = { ...wanted, ...{ track, risk, base, revision: charm.revision }, id: resolved.entry.id };
  return { resolved, charm, origin: { ...origin, hash: charm.sha256 } };
}

/** Asked for, or the model's: architecture and base. */
function wantedOrigin(model: Model, { channel, revision, base, constraints }: RepositoryDeployArgs) {
  const [track, risk] = channelParts(channel);
  const standard = model.config.text('default-base');
  const [name = '', version = ''] = standard.split('@');
  return {
    ...{ source: 'charm-hub', type: 'charm', id: '', hash: '', instanceKey: '' },
    ...(revision !== undefined && { revision }),
    ...(track !== '' && { track }),
    risk,
    architecture: constraints.arch ?? model.constraints.arch ?? 'amd64',
    base: base ?? { name, channel: version },
  };
}

/** The charm as it will be in the model, which need not have it yet. */
function storeCharm(resolved: ResolvedCharm): Charm {
  const { entry, release } = resolved;
  const { revision, archive } = release;
  return { ...release, url: storeCharmUrl(resolved), name: entry.name, revision, archive, sha256: '' };
}

/** The rest of what Juju looks at before it does anything. */
function check(model: Model, args: RepositoryDeployArgs, { charm }: Found, errors: ApiError[]): void {
  const { charmName, application, constraints, configYaml, attachStorage, numUnits = 1 } = args;
  if (charm.meta.subordinate && Object.keys(constraints).length > 0)
    errors.push(subordinateConstraints(model, constraints));
  const key = application === '' ? charmName : application;
  attempt(errors, () => parseApplicationConfig(charm.config, key, {}, configYaml));
  if (!args.force) attempt(errors, () => checkAssumes(model, charm));
  if (attachStorage.length > 0 && numUnits !== 1)
    errors.push(refused(`AttachStorage is non-empty, but NumUnits is ${numUnits}`));
}

function subordinateConstraints(model: Model, constraints: Constraints): ApiError {
  const text = 'subordinate application must be deployed without constraints';
  if (model.profile.series === '3.6') return refused(text);
  const given = Object.entries(constraints).map(([key, value]) => `${key}=${String(value)}`);
  return refused(`${text}, not ${JSON.stringify(given.join(' '))}`);
}

function wantedResources(model: Model, args: RepositoryDeployArgs, found: Found): WantedResources {
  const { charm, origin } = found;
  return [...charm.meta.resources.values()].map((meta) => {
    const given = args.resources[meta.name];
    const isRevision = given !== undefined && /^\d+$/.test(given);
    const isUpload = given !== undefined && !isRevision;
    const wanted = {
      ...meta,
      origin: isUpload ? 'upload' : 'store',
      revision: isRevision ? Number(given) : -1,
    } as const;
    return storeResource(model.charmhub.entries, charm.name, origin, wanted);
  });
}

function uploadsOf({ resources }: RepositoryDeployArgs, { meta }: Charm): PendingUpload[] {
  return Object.entries(resources).flatMap(([name, filename]) => {
    const type = meta.resources.get(name)?.type;
    return type === undefined || /^\d+$/.test(filename) ? [] : [{ name, type, filename }];
  });
}

function add(
  model: Model,
  args: RepositoryDeployArgs,
  {
    name,
    resources,
    resolved,
    charm: { meta },
    origin,
  }: Found & { name: string; resources: WantedResources },
): true {
  const charm = addStoreCharm(model, resolved);
  const pending = resources.map((resource) => [resource.name, addPendingResource(model, name, resource)]);
  try {
    deploy(model, {
      application: name,
      charmUrl: charm.url,
      origin,
      channel: resolved.channel,
      numUnits: meta.subordinate ? 0 : (args.numUnits ?? 1),
      config: args.trust ? { trust: 'true' } : {},
      configYaml: rekeyed(args, name),
      constraints: args.constraints,
      placement: args.placement,
      storage: args.storage,
      attachStorage: args.attachStorage,
      endpointBindings: args.endpointBindings,
      resources: Object.fromEntries(pending) as Record<string, string>,
      force: args.force,
    });
  } catch (error) {
    for (const [, id = ''] of pending) model.pendingResources.delete(id);
    throw error;
  }
  return true;
}

/** The document is keyed by the name that the client knew, which the charm's own may differ from. */
function rekeyed({ configYaml, charmName, application }: RepositoryDeployArgs, name: string): string {
  const key = application === '' ? charmName : application;
  return configYaml === '' || key === name ? configYaml : configYaml.replace(`${key}:`, `${name}:`);
}

/** `edge`, `14`, `14/edge` → track and risk. */
function channelParts(channel: string): [track: string, risk: string] {
  if (channel === '') return ['latest', 'stable'];
  const [first = '', second] = channel.split('/');
  const isRisk = ['stable', 'candidate', 'beta', 'edge'].includes(first);
  if (second !== undefined) return [first, second];
  return isRisk ? ['', first] : [first, 'stable'];
}

function attempt<T>(errors: ApiError[], act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    errors.push(error);
    return undefined;
  }
}
