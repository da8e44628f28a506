import type { Application, CharmOrigin } from './entities';
import type { StorageDirective } from './storage-entities';
import type { Charm } from '../charm/charm';
import type { DeployArgs } from './requests';
import type { Model } from './model';
import type { ParsedConfig } from './application-config';
import { alreadyExists, annotated, ApiError, notValid, refused } from '../api-error';
import { applyConfig, parseApplicationConfig } from './application-config';
import { checkAssumes } from './assumes';
import { checkPlacement } from './place-unit';
import { checkAttach, defaultDirective } from './unit-storage';
import { fillScale } from './fill-scale';
import { isValidApplicationName } from './names';
import { makePeerRelations } from './peer-relations';
import { makeUnits } from './add-units';
import { checkPending, takePending } from './resources';
import { modelBase } from './add-machine';
import { parseCharmUrl } from '../charm/charm-url';
import { StatusRecord } from './status-record';

/**
 * What `juju deploy` does once the charm is in the model.
 *
 * @internal
 */
export function deploy(model: Model, args: DeployArgs): Application {
  if (parseCharmUrl(args.charmUrl).revision < 0) throw refused('charm url must include revision');
  for (const placement of args.placement ?? []) checkPlacement(model, args.application, placement);
  const charm = model.charms.get(args.charmUrl);
  if (charm === undefined) throw new ApiError(`charm "${args.charmUrl}" not found`, 'not found');
  const config = parseApplicationConfig(
    charm.config,
    args.application,
    args.config ?? {},
    args.configYaml ?? '',
  );
  checkCounts(model, charm, args);
  if (args.force !== true) checkAssumes(model, charm);
  try {
    checkMayAdd(model, args.application);
    checkBindings(charm, args.endpointBindings ?? {});
  } catch (error) {
    throw annotated(error, `cannot add application "${args.application}"`);
  }
  return add(model, args, charm, config);
}

function add(model: Model, args: DeployArgs, charm: Charm, config: ParsedConfig): Application {
  const application = newApplication(model, args, charm);
  model.applications.set(application.name, application);
  applyConfig(model, application, config);
  makePeerRelations(model, application);
  const { numUnits: count = 0, placement = [], attachStorage = [] } = args;
  if (model.type === 'caas') fillScale(model, application);
  else makeUnits(model, application, { count, placement, attachStorage });
  return application;
}

function checkCounts(model: Model, charm: Charm, args: DeployArgs): void {
  const { numUnits = 0, attachStorage = [], constraints = {} } = args;
  checkPending(model, args.application, charm, args.resources ?? {});
  if (charm.meta.subordinate) {
    if (numUnits !== 0) throw refused('subordinate application must be deployed without units');
    if (Object.keys(constraints).length > 0) {
      throw refused('subordinate application must be deployed without constraints');
    }
  }
  if (attachStorage.length > 0 && numUnits !== 1) {
    throw refused(`AttachStorage is non-empty, but NumUnits is ${numUnits}`);
  }
  checkAttach(model, charm, attachStorage);
  if (model.type === 'caas' && (args.placement ?? []).length > 1) {
    throw refused(
      `only 1 placement directive is supported for container-based models, got ${args.placement?.length ?? 0}`,
    );
  }
}

function checkMayAdd(model: Model, name: string): void {
  if (!isValidApplicationName(name)) throw refused('invalid name');
  if (model.applications.has(name)) throw alreadyExists('application');
  if (model.remoteApplications.has(name)) throw alreadyExists('saas application with same name');
  if (model.life !== 'alive')
    throw refused(`model "${model.name}" is ${model.life === 'dying' ? 'dying' : 'dead'}`);
}

/** `''` is for all that are not named. */
function checkBindings(
  { meta: { provides, requires, peers, extraBindings } }: Charm,
  bindings: Readonly<Record<string, string>>,
): void {
  const known = new Set(['', ...provides.keys(), ...requires.keys(), ...peers.keys(), ...extraBindings]);
  const stranger = Object.keys(bindings).find((name) => !known.has(name));
  if (stranger !== undefined) throw notValid(`unknown endpoint "${stranger}"`);
}

function newApplication(model: Model, args: DeployArgs, charm: Charm): Application {
  const { application: name, constraints = {} } = args;
  const base = args.origin?.base ?? charm.manifest.bases[0] ?? modelBase(model);
  if (base.name === '') throw notValid('empty base');
  return {
    name,
    charm,
    charmModifiedVersion: 0,
    forceCharm: false,
    origin: args.origin ?? localOrigin(charm, base),
    channel: channelOf(args),
    base: { name: base.name, channel: base.channel },
    life: 'alive',
    subordinate: charm.meta.subordinate,
    exposed: false,
    exposedEndpoints: new Map(),
    config: new Map(),
    configHash: '',
    trust: false,
    constraints: charm.meta.subordinate ? {} : { arch: model.constraints.arch ?? 'amd64', ...constraints },
    endpointBindings: new Map(Object.entries(args.endpointBindings ?? {})),
    scale: model.type === 'caas' ? (args.numUnits ?? 0) : 0,
    status: new StatusRecord('unset', '', () => model.note('application', name, 'status')),
    workloadVersion: '',
    units: new Map(),
    leader: '',
    leaderSettings: new Map(),
    leaderSettingsVersion: 1,
    storageDirectives: storageDirectives(model, charm, args.storage ?? {}),
    resources: takePending(model, args.application, charm, args.resources ?? {}),
    unitResources: new Map(),
    providerId: '',
    publicAddress: '',
    placement: args.placement ?? [],
    created: new Date(),
    destroyStorage: false,
  };
}

/** What the origin says, in full: that is what Juju shows and compares. */
function channelOf({ origin, channel = '' }: DeployArgs): string {
  if (origin?.source !== 'charm-hub' || origin.risk === '') return channel;
  return [origin.track, origin.risk, origin.branch]
    .filter((part) => part !== undefined && part !== '')
    .join('/');
}

function localOrigin(charm: Charm, base: CharmOrigin['base']): CharmOrigin {
  const common = { source: 'local', type: 'charm', id: '', hash: charm.sha256, risk: '', instanceKey: '' };
  return { ...common, revision: charm.revision, architecture: 'amd64', base };
}

function storageDirectives(
  model: Model,
  charm: Charm,
  wanted: Readonly<Record<string, StorageDirective>>,
): Map<string, StorageDirective> {
  for (const name of Object.keys(wanted)) {
    if (!charm.meta.storage.has(name)) throw refused(`charm "${charm.name}" has no store called "${name}"`);
  }
  const directives = new Map<string, StorageDirective>();
  for (const store of charm.meta.storage.values()) {
    const standard = defaultDirective(model, store);
    const given = wanted[store.name];
    const { pool = '', size = 0, count = standard.count } = given ?? {};
    if (given !== undefined && (count < store.countMin || (store.countMax >= 0 && count > store.countMax))) {
      const limit = count < store.countMin ? `at least ${store.countMin}` : `at most ${store.countMax}`;
      throw refused(
        `charm "${charm.name}" store "${store.name}": ${limit} instances required, ${count} specified`,
      );
    }
    directives.set(store.name, { pool: pool || standard.pool, size: size || standard.size, count });
  }
  return directives;
}
