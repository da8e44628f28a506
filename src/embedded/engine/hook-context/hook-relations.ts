import { notFound, refused } from '../../api-error';
import type { Relation } from '../../state/relation-entities';
import { endOf, otherApplication } from '../../state/scope';
import { networkSettings } from '../../state/unit-network';
import type { RelationMemory } from '../local-state';
import type { HookSubject } from './hook-subject';
import { type Bag, readRemoteBag } from './remote-bag';

/** `relation-ids`, `relation-list`, `relation-get`, `relation-set`: written when the hook succeeds, read back before. @internal */
export class HookRelations {
  readonly #subject: HookSubject;
  /** What this hook has set in bags, `''` for what it took away: `<relation id> <entity>`. */
  readonly #written = new Map<string, Bag>();
  /** Bags of others as this hook has read them: a second look shows the same. */
  readonly #read = new Map<string, Bag>();

  constructor(subject: HookSubject) {
    this.#subject = subject;
    for (const [id, memory] of subject.unit.local.relations) this.#forgetOld(id, memory);
    if (subject.hook?.kind === 'config-changed') subject.transaction.stage(() => this.#refreshAddresses());
  }

  /** Ids of the relations of an endpoint that the unit knows, but for those that are about to be broken. */
  ids(endpoint: string): number[] {
    this.#subject.transaction.check();
    return [...this.#subject.unit.local.relations].flatMap(([id, memory]) => {
      const relation = this.#subject.model.relations.get(id);
      if (relation === undefined || this.endpoint(id) !== endpoint || isBroken(relation, memory)) return [];
      return [id];
    });
  }

  /** Whether the unit has such a relation. */
  has(id: number): boolean {
    this.#subject.transaction.check();
    return this.#subject.model.relations.has(id) && this.#subject.unit.local.relations.has(id);
  }

  /** The unit's endpoint of a relation. */
  endpoint(id: number): string {
    return endOf(this.#relation(id), this.#subject.unit.application.name)?.name ?? '';
  }

  /** Remote units that the unit has seen join, the one of a running `joined` among them. */
  units(id: number): string[] {
    this.#relation(id);
    const { hook, unit } = this.#subject;
    const members = new Set(unit.local.relations.get(id)?.members.keys());
    if (hook?.relationId === id && hook.remoteUnit !== undefined && hook.remoteUnit !== '') {
      if (hook.kind === 'relation-departed') members.delete(hook.remoteUnit);
      else members.add(hook.remoteUnit);
    }
    return [...members].toSorted();
  }

  /** The other application; of a peer relation the unit's own. */
  remoteApplication(id: number): string {
    return otherApplication(this.#relation(id), this.#subject.unit.application.name);
  }

  /** UUID of the model that the other application is in. */
  modelUuid(id: number): string {
    const remote = this.#subject.model.remoteApplications.get(this.remoteApplication(id));
    return remote?.source.modelUuid ?? this.#subject.model.uuid;
  }

  /**
   * The bag of a unit or an application. The unit's own, and as leader its application's, with what this hook has set;
   * another's as it is, and in the next hooks as it was read here, until `relation-changed` runs for it.
   */
  get(id: number, entity: string): Bag {
    const relation = this.#relation(id);
    if (this.#isOwn(entity))
      return withoutEmpty({ ...current(relation, entity), ...this.#written.get(key(id, entity)) });
    const memory = this.#subject.unit.local.relations.get(id)?.read;
    const known = this.units(id).includes(entity) ? memory : undefined;
    const read =
      known?.get(entity) ?? this.#read.get(key(id, entity)) ?? readRemoteBag(this.#subject, relation, entity);
    known?.set(entity, read);
    this.#read.set(key(id, entity), read);
    return { ...read };
  }

  /** Sets pairs in the unit's bag, or as leader in its application's; an empty value takes its key away. */
  set(id: number, entity: string, pairs: Readonly<Bag>): void {
    const relation = this.#relation(id);
    if (!this.#isOwn(entity)) throw refused('cannot write relation settings');
    const known = this.#written.get(key(id, entity));
    this.#written.set(key(id, entity), { ...known, ...pairs });
    if (known === undefined) this.#subject.transaction.stage(() => this.#write(relation, entity));
  }

  #isOwn(entity: string): boolean {
    const { unit } = this.#subject;
    return entity === unit.name || (entity === unit.application.name && unit.leader);
  }

  #write(relation: Relation, entity: string): void {
    const { model, unit } = this.#subject;
    const written = { ...this.#written.get(key(relation.id, entity)) };
    // Juju 4.0 writes them alone.
    if (entity === unit.name && model.profile.series !== '3.6') {
      delete written['ingress-address'];
      delete written['egress-subnets'];
    }
    this.#merge(relation, entity, written);
  }

  /** Where the unit is reached is told anew with each `config-changed`, whatever the charm has made of it. */
  #refreshAddresses(): void {
    const { model, unit } = this.#subject;
    for (const relation of model.relations.values()) {
      if (relation.inScope.has(unit.name)) this.#merge(relation, unit.name, networkSettings(model, unit));
    }
  }

  #merge(relation: Relation, entity: string, pairs: Readonly<Bag>): void {
    const { model } = this.#subject;
    const all = entity.includes('/') ? relation.unitSettings : relation.applicationSettings;
    const before = all.get(entity) ?? { values: {}, version: 0 };
    const values = withoutEmpty({ ...before.values, ...pairs });
    if (!model.relations.has(relation.id) || sameBag(values, before.values)) return;
    all.set(entity, { values, version: before.version + 1 });
    model.note('relation', relation.key);
  }

  /** News of a remote unit is read anew in the hook that tells of it; who is no member is not remembered. */
  #forgetOld(id: number, { members, read }: RelationMemory): void {
    const { hook } = this.#subject;
    for (const unit of read.keys()) {
      const isNews = hook?.relationId === id && hook.remoteUnit === unit;
      if (isNews || !members.has(unit)) read.delete(unit);
    }
  }

  #relation(id: number): Relation {
    this.#subject.transaction.check();
    const relation = this.#subject.model.relations.get(id);
    if (relation === undefined || !this.#subject.unit.local.relations.has(id)) throw notFound('relation');
    return relation;
  }
}

/** A relation goes, and all that is left of it for the unit is its `relation-broken`. */
function isBroken({ endpoints, life, suspended }: Relation, { members }: RelationMemory): boolean {
  return endpoints.length > 1 && (life !== 'alive' || suspended) && members.size === 0;
}

function key(id: number, entity: string): string {
  return `${id} ${entity}`;
}

function current(relation: Relation, entity: string): Bag {
  return { ...(relation.unitSettings.get(entity) ?? relation.applicationSettings.get(entity))?.values };
}

function withoutEmpty(bag: Readonly<Bag>): Bag {
  return Object.fromEntries(Object.entries(bag).filter(([, value]) => value !== ''));
}

function sameBag(one: Readonly<Bag>, other: Readonly<Bag>): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((name) => one[name] === other[name]);
}
