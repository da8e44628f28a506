import type { Endpoint, Relation } from '../../state/relation-entities';
import type { HookSubject } from './hook-subject';
import { endOf, otherApplication } from '../../state/scope';
import { refused, unauthorized } from '../../api-error';

type Bag = Record<string, string>;

/** `relation-ids`, `relation-list`, `relation-get`, `relation-set`: written when the hook succeeds, read back before. @internal */
export class HookRelations {
  readonly #subject: HookSubject;
  /** Bags as this hook has them: `<relation id> <entity>`. */
  readonly #written = new Map<string, Bag>();

  constructor(subject: HookSubject) {
    this.#subject = subject;
  }

  /** Ids of the relations of an endpoint that the unit knows. */
  ids(endpoint: string): number[] {
    this.#subject.transaction.check();
    const { model, unit } = this.#subject;
    return [...unit.local.relations.keys()].filter((id) => {
      const relation = model.relations.get(id);
      return relation !== undefined && endOf(relation, unit.application.name)?.name === endpoint;
    });
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
    this.#relation(id);
    return this.#subject.model.uuid;
  }

  /** The bag of a unit or an application. Of its own application a unit sees it as leader, or among peers. */
  get(id: number, entity: string): Bag {
    const relation = this.#relation(id);
    this.#checkReadable(relation, entity);
    const written = this.#written.get(bagKey(id, entity));
    if (written !== undefined) return { ...written };
    const settings = relation.unitSettings.get(entity) ?? relation.applicationSettings.get(entity);
    return { ...settings?.values };
  }

  /** Sets pairs in the unit's bag, or as leader in its application's; an empty value takes its key away. */
  set(id: number, entity: string, pairs: Readonly<Bag>): void {
    const relation = this.#relation(id);
    const { unit } = this.#subject;
    if (entity !== unit.name && (entity !== unit.application.name || !unit.leader)) {
      throw refused('cannot write relation settings');
    }
    const key = bagKey(id, entity);
    const known = this.#written.has(key);
    const bag = { ...this.#written.get(key), ...(known ? {} : currentBag(relation, entity)), ...pairs };
    this.#written.set(key, Object.fromEntries(Object.entries(bag).filter(([, value]) => value !== '')));
    if (!known) this.#subject.transaction.stage(() => this.#write(relation, entity));
  }

  #write(relation: Relation, entity: string): void {
    const { model, unit } = this.#subject;
    const all = entity === unit.name ? relation.unitSettings : relation.applicationSettings;
    const before = all.get(entity) ?? { values: {}, version: 0 };
    const values = this.#written.get(bagKey(relation.id, entity)) ?? {};
    if (!model.relations.has(relation.id) || sameBag(values, before.values)) return;
    all.set(entity, { values, version: before.version + 1 });
    model.note('relation', relation.key);
  }

  #relation(id: number): Relation {
    this.#subject.transaction.check();
    const relation = this.#subject.model.relations.get(id);
    if (relation === undefined || !this.#subject.unit.local.relations.has(id)) {
      throw refused(`invalid value "${id}" for option -r: relation not found`);
    }
    return relation;
  }

  #checkReadable(relation: Relation, entity: string): void {
    const { unit } = this.#subject;
    const own = endOf(relation, unit.application.name) as Endpoint;
    const application = entity.includes('/') ? entity.slice(0, entity.lastIndexOf('/')) : entity;
    if (endOf(relation, application) === undefined) throw unauthorized();
    if (application !== unit.application.name || own.role === 'peer' || entity === unit.name) return;
    if (entity !== application || !unit.leader) throw unauthorized();
  }
}

function bagKey(id: number, entity: string): string {
  return `${id} ${entity}`;
}

function currentBag(relation: Relation, entity: string): Bag {
  return { ...(relation.unitSettings.get(entity) ?? relation.applicationSettings.get(entity))?.values };
}

function sameBag(one: Readonly<Bag>, other: Readonly<Bag>): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}
