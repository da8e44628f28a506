import type { HookInfo } from './hook-info';
import type { ConsumedSecret, RemoteRelation, RemoteState, RemoteStorage } from './remote-state';
import type { Model } from '../state/model';
import type { Unit } from '../state/entities';
import type { Relation } from '../state/relation-entities';
import type { RemoteSecret, Secret } from '../state/secret-entities';
import { canRead, isOwnedBy, latestRevision } from '../state/secrets';
import { endOf, otherApplication } from '../state/scope';
import { isImplicit } from '../state/endpoints';
import { secretUri } from '../state/secret-ids';
import { storageOf } from '../state/unit-storage';

/** Counters of a unit's worker, which time moves. @internal */
export interface UnitTimers {
  readonly retryVersion: number;
  readonly updateStatusVersion: number;
}

/** What a unit hears from the containers of its pod. @internal */
export interface UnitWorkloads {
  /** Whether the unit can see that the Pebble of a container has come up. */
  isUp(container: string): boolean;
  /** Hooks about notices of Pebble, the next of each container. */
  notices(): readonly HookInfo[];
}

/**
 * Looks at the world with a unit's eyes.
 *
 * @internal
 */
export function observeUnit(
  model: Model,
  unit: Unit,
  timers: UnitTimers,
  workloads: UnitWorkloads,
): RemoteState {
  const { application } = unit;
  return {
    unit: unit.name,
    life: unit.life,
    applicationLife: application.life,
    modelType: model.type,
    leader: unit.leader,
    // Juju 4 has no leader settings.
    leaderSettingsVersion: model.profile.series === '3.6' ? application.leaderSettingsVersion : 0,
    charmUrl: application.charm.url,
    charmModifiedVersion: application.charmModifiedVersion,
    forceCharmUpgrade: application.forceCharm,
    resolved: unit.resolved,
    retryVersion: timers.retryVersion,
    configHash: application.configHash,
    addressesHash: `${unit.address} ${unit.publicAddress}`,
    actions: [...(model.waitingActions.get(unit.name) ?? [])],
    // On a machine nobody makes a charm's containers.
    readyContainers:
      model.type === 'caas'
        ? [...application.charm.meta.containers.keys()].filter((name) => workloads.isUp(name))
        : [],
    notices: workloads.notices(),
    relations: relations(model, unit),
    storage: storage(model, unit),
    ...secrets(model, unit),
    updateStatusVersion: timers.updateStatusVersion,
    principalApplication: unit.principal?.application.name ?? '',
    aliveSubordinates: [...unit.subordinates].filter(({ life }) => life === 'alive').map(({ name }) => name),
  };
}

function relations(model: Model, unit: Unit): RemoteRelation[] {
  const observed: RemoteRelation[] = [];
  for (const relation of model.relations.values()) {
    const seen = observeRelation(model, unit, relation);
    if (seen !== undefined) observed.push(seen);
  }
  return observed;
}

function observeRelation(model: Model, unit: Unit, relation: Relation): RemoteRelation | undefined {
  const endpoint = endOf(relation, unit.application.name);
  if (endpoint === undefined) return undefined;
  const remoteApplication = otherApplication(relation, unit.application.name);
  const container = relation.scope === 'container';
  // A subordinate knows its own principal's application only, and a principal its own subordinates.
  if (container && unit.principal !== undefined && unit.principal.application.name !== remoteApplication) {
    return undefined;
  }
  return {
    id: relation.id,
    life: relation.life,
    suspended: relation.suspended,
    peer: endpoint.role === 'peer',
    implicit: isImplicit(endpoint),
    implemented: isImplicit(endpoint) || implementsEndpoint(model, unit, endpoint.name),
    container,
    inScope: relation.inScope.has(unit.name),
    scopeBlocked: container && [...unit.subordinates].some((sub) => isGoing(sub, remoteApplication)),
    remoteApplication,
    members: members(model, unit, relation, remoteApplication),
    applications: new Map([
      [remoteApplication, relation.applicationSettings.get(remoteApplication)?.version ?? 0],
    ]),
  };
}

function isGoing(subordinate: Unit, application: string): boolean {
  return subordinate.application.name === application && subordinate.life !== 'alive';
}

function implementsEndpoint(model: Model, unit: Unit, name: string): boolean {
  const { meta } = model.charms.get(unit.charmUrl) ?? unit.application.charm;
  return meta.provides.has(name) || meta.requires.has(name) || meta.peers.has(name);
}

/** Who of the other side is in and stays; through a container only who shares it. */
function members(model: Model, unit: Unit, relation: Relation, application: string): Map<string, number> {
  const found = new Map<string, number>();
  if (model.remoteApplications.has(application)) {
    const remote = [...relation.inScope].filter((name) => name.startsWith(`${application}/`));
    return new Map(remote.map((name) => [name, relation.unitSettings.get(name)?.version ?? 0]));
  }
  for (const other of model.applications.get(application)?.units.values() ?? []) {
    if (other === unit || other.life !== 'alive' || !relation.inScope.has(other.name)) continue;
    if (relation.scope === 'container' && other !== unit.principal && other.principal !== unit) continue;
    found.set(other.name, relation.unitSettings.get(other.name)?.version ?? 0);
  }
  return found;
}

function storage(model: Model, unit: Unit): RemoteStorage[] {
  return storageOf(model, unit).map(({ id, life, attachmentLife, attached }) => ({
    id,
    life: life === 'alive' ? attachmentLife : life,
    attached,
  }));
}

function secrets(
  model: Model,
  unit: Unit,
): Pick<RemoteState, 'consumed' | 'expired' | 'obsolete' | 'rotations'> {
  const consumed = new Map<string, ConsumedSecret>();
  const obsolete = new Map<string, number[]>();
  const expired: { uri: string; revision: number }[] = [];
  const rotations: string[] = [];
  for (const secret of model.secrets.values()) {
    const uri = secretUri(secret.id);
    if (isManagedBy(secret, unit)) {
      const old = secret.revisions.filter((revision) => revision.obsolete).map(({ revision }) => revision);
      if (old.length > 0) obsolete.set(uri, old);
      if (secret.rotationDue) rotations.push(uri);
      for (const { revision, expiryDue } of secret.revisions) if (expiryDue) expired.push({ uri, revision });
    }
    const news = newsOf(model, unit, secret);
    if (news !== undefined) consumed.set(uri, news);
  }
  for (const [uri, remote] of model.remoteSecrets) {
    const news = remoteNews(model, unit, uri, remote);
    if (news !== undefined) consumed.set(uri, news);
  }
  return { consumed, expired, obsolete, rotations };
}

/** What is to be told of a secret of another model. That model sees to who may read it. */
function remoteNews(
  { profile }: Model,
  unit: Unit,
  uri: string,
  { consumers }: RemoteSecret,
): ConsumedSecret | undefined {
  const consumer = consumers.get(unit.name);
  if (consumer === undefined) return undefined;
  const isNews = profile.series === '3.6' ? consumer.latest > 1 : consumer.revision < consumer.latest;
  const revision = isNews ? consumer.latest : unit.local.secretRevisions.get(uri);
  return revision === undefined ? undefined : { revision, label: consumer.label };
}

/**
 * The revision that a unit that reads a secret is to be told of, or was told of last; the owner's units read too. Juju 3
 * tells of every revision but the first, Juju 4 only of those that the unit has not gone on to by itself.
 */
function newsOf({ profile }: Model, unit: Unit, secret: Secret): ConsumedSecret | undefined {
  const consumer = secret.consumers.get(unit.name);
  if (consumer === undefined) return undefined;
  const latest = latestRevision(secret).revision;
  const isNews = profile.series === '3.6' ? latest > 1 : consumer.revision < latest;
  const told = unit.local.secretRevisions.get(secretUri(secret.id));
  const revision = isNews && canRead(secret, unit) ? latest : told;
  if (revision === undefined) return undefined;
  // Units of the owner call it as the owner does.
  const label = consumer.label === '' && isOwnedBy(secret, unit) ? secret.label : consumer.label;
  return { revision, label };
}

/** Whose unit is told about a secret's end: its own, or the leader of its application. */
function isManagedBy(secret: Secret, unit: Unit): boolean {
  return isOwnedBy(secret, unit) && (secret.owner.kind === 'unit' || unit.leader);
}
