import { Application } from './application/application';
import { belonging } from './core-of';
import { EntityMap } from './entity-map';
import { Machine } from './machine/machine';
import type { ModelCore } from './model-core';
import { Offer } from './offers/offer';
import { Relation } from './relation/relation';
import { RemoteApplication } from './application/remote-application';
import type { Status } from './status/status';
import { byMachineNumber } from './status/unit-names';
import { Unit } from './unit/unit';

/**
 * The handles of a model's applications, units, machines and relations. There is one handle for each name, so that two
 * looks at the same unit give the same object.
 *
 * @internal
 */
export class Entities {
  readonly #applications = new Map<string, Application>();
  readonly #units = new Map<string, Unit>();
  readonly #machines = new Map<string, Machine>();
  readonly #relations = new Map<number, Relation>();
  readonly #offers = new Map<string, Offer>();
  readonly #remoteApplications = new Map<string, RemoteApplication>();
  /** The maps of a status, which does not change: they need to be made once only. */
  readonly #maps = new WeakMap<object, unknown>();

  /** @param directory - what relative paths of charms and resources are relative to */
  constructor(
    private readonly core: ModelCore,
    readonly directory: string,
  ) {}

  get applications(): EntityMap<Application> {
    return this.#mapOf(
      'application',
      (status) => status.applications,
      (name) => this.application(name),
    );
  }

  get units(): EntityMap<Unit> {
    return this.#mapOf(
      'unit',
      (status) => status.units,
      (name) => this.unit(name),
    );
  }

  get machines(): EntityMap<Machine> {
    return this.#mapOf(
      'machine',
      (status) => status.machines,
      (id) => this.machine(id),
      byMachineNumber,
    );
  }

  get offers(): EntityMap<Offer> {
    return this.#mapOf(
      'offer',
      (status) => status.offers,
      (name) => this.offer(name),
    );
  }

  get remoteApplications(): EntityMap<RemoteApplication> {
    return this.#mapOf(
      'consumed application',
      (status) => status.remoteApplications,
      (name) => this.remoteApplication(name),
    );
  }

  get relations(): readonly Relation[] {
    const { relations } = this.core.lastStatus;
    return this.#once(relations, () => Object.freeze(relations.map(({ id }) => this.relation(id))));
  }

  application(name: string): Application {
    return existing(this.#applications, name, () =>
      belonging(new Application(name, this.core, this), this.core),
    );
  }

  unit(name: string): Unit {
    return existing(this.#units, name, () => belonging(new Unit(name, this.core, this), this.core));
  }

  machine(id: string): Machine {
    return existing(this.#machines, id, () => new Machine(id, this.core, this));
  }

  offer(name: string): Offer {
    return existing(this.#offers, name, () => new Offer(name, this.core));
  }

  remoteApplication(name: string): RemoteApplication {
    return existing(this.#remoteApplications, name, () => new RemoteApplication(name, this.core, this));
  }

  relation(id: number): Relation {
    return existing(this.#relations, id, () => new Relation(id, this.core));
  }

  #mapOf<T>(
    kind: string,
    part: (status: Status) => object,
    handle: (name: string) => T,
    order?: (a: string, b: string) => number,
  ): EntityMap<T> {
    const all = part(this.core.lastStatus);
    return this.#once(all, () => {
      const names = order ? Object.keys(all).sort(order) : Object.keys(all);
      const entries = names.map((name) => [name, handle(name)] as const);
      return new EntityMap(entries, kind, this.core.fullName);
    });
  }

  #once<T>(key: object, make: () => T): T {
    const known = this.#maps.get(key) as T | undefined;
    if (known !== undefined) return known;
    const made = make();
    this.#maps.set(key, made);
    return made;
  }
}

function existing<Key, T>(handles: Map<Key, T>, key: Key, make: () => T): T {
  const known = handles.get(key);
  if (known !== undefined) return known;
  const made = make();
  handles.set(key, made);
  return made;
}
