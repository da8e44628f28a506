import type { Change, ChangeKind } from '../state/change-hub';
import type { EngineCore } from './engine-core';
import type { Unit } from '../state/entities';
import type { Machine } from '../state/machine-entities';
import type { Model } from '../state/model';
import type { Undertaker } from './undertaker';
import { attachOne, deployUnit } from './deploy-unit';
import { failMachineAction } from './machine-action';
import { ForceRemoval } from './force-removal';
import { LostLeaders } from './lost-leaders';
import { provisionMachine } from './provision-machine';
import { retireMachine } from './retire-machine';
import { SecretTimers } from './secret-timers';
import { UnitWorker } from './unit-worker';

/**
 * What happens in one model.
 *
 * @internal
 */
export class ModelEngine {
  readonly secrets: SecretTimers;
  readonly #core: EngineCore;
  readonly #model: Model;
  readonly #undertaker: Undertaker;
  readonly #force: ForceRemoval;
  readonly #lost: LostLeaders;
  readonly #workers = new Map<string, UnitWorker>();
  readonly #provisioned = new WeakSet<Machine>();
  readonly #deployed = new WeakSet<Unit>();
  #undertakerQueued = false;

  constructor(core: EngineCore, model: Model, undertaker: Undertaker) {
    this.#core = core;
    this.#model = model;
    this.#undertaker = undertaker;
    this.#force = new ForceRemoval(core);
    this.secrets = new SecretTimers(core);
    this.#lost = new LostLeaders(core);
    model.chooseHeir = core.order.chooseHeir;
  }

  /** Has a look at everything, as after a start. */
  visitAll(): void {
    for (const machine of this.#model.machines.values()) this.#visitMachine(machine);
    for (const unit of this.#model.units()) this.#visitUnit(unit.name);
    for (const secret of this.#model.secrets.values()) this.secrets.visit(this.#model, secret);
    this.#visitModel();
  }

  /** Has a look at what changed, and wakes whom it concerns. */
  follow(change: Change): void {
    this.#followers[change.kind]?.(change.id);
  }

  /** What each kind of change means here; the others mean nothing. */
  readonly #followers: Partial<Record<ChangeKind, (id: string) => void>> = {
    unit: (name) => this.#visitUnit(name),
    application: (name) => {
      this.#wakeApplication(name);
      this.#visitModel();
    },
    relation: (key) => this.#visitRelation(key),
    machine: (id) => {
      this.#followMachine(id);
      this.#visitModel();
    },
    action: (id) => this.#followAction(id),
    secret: (id) => this.#followSecret(id),
    storage: (id) => this.#followStorage(id),
    model: () => {
      for (const worker of this.#workers.values()) worker.configChanged();
      this.#visitModel();
    },
  };

  /** Ends all that runs in the model. */
  end(): void {
    for (const worker of this.#workers.values()) worker.end('the model is gone');
    this.#workers.clear();
  }

  /** A model is looked at once for many changes: it can only go when all of them are through. */
  #visitModel(): void {
    if (this.#model.life === 'alive' || this.#undertakerQueued) return;
    this.#undertakerQueued = true;
    this.#core.queue.add(() => {
      this.#undertakerQueued = false;
      this.#undertaker.visit(this.#model);
    });
  }

  #visitUnit(name: string): void {
    const unit = this.#model.applications.get(name.slice(0, name.lastIndexOf('/')))?.units.get(name);
    if (unit === undefined) {
      this.#workers.get(name)?.end('the unit is gone');
      this.#workers.delete(name);
      return;
    }
    this.#force.unit(this.#model, unit);
    this.#lost.visit(this.#model, unit);
    const worker = this.#workers.get(name);
    if (worker !== undefined) worker.wake();
    else this.#deploy(unit);
  }

  /** Puts a unit's agent there once: on Kubernetes at once, else when its machine has started. */
  #deploy(unit: Unit): void {
    const ready = this.#model.type === 'caas' || unit.machine?.agent.status === 'started';
    if (!ready || this.#deployed.has(unit)) return;
    this.#deployed.add(unit);
    deployUnit(this.#core, this.#model, unit, () => {
      const worker = new UnitWorker(this.#core, this.#model, unit);
      this.#workers.set(unit.name, worker);
      worker.start();
    });
  }

  #wakeApplication(name: string): void {
    for (const unit of this.#model.applications.get(name)?.units.keys() ?? [])
      this.#workers.get(unit)?.wake();
  }

  #visitRelation(key: string): void {
    for (const relation of this.#model.relations.values()) {
      if (relation.key === key) this.#force.relation(this.#model, relation);
    }
    for (const end of key.split(' ')) this.#wakeApplication(end.slice(0, end.indexOf(':')));
  }

  #followMachine(id: string): void {
    const machine = this.#model.machines.get(id);
    if (machine === undefined) return;
    this.#visitMachine(machine);
    for (const container of machine.containers.values()) this.#visitMachine(container);
    for (const unit of machine.principals) this.#visitUnit(unit);
  }

  #visitMachine(machine: Machine): void {
    this.#force.machine(this.#model, machine);
    retireMachine(this.#core, this.#model, machine);
    const mayStart = machine.parent === undefined || machine.parent.agent.status === 'started';
    if (!mayStart || machine.life !== 'alive' || this.#provisioned.has(machine)) return;
    this.#provisioned.add(machine);
    provisionMachine(this.#core, this.#model, machine, () => this.#followMachine(machine.id));
  }

  #followAction(id: string): void {
    const action = this.#model.actions.get(id);
    if (action?.receiverKind === 'machine') failMachineAction(this.#model, action);
    else if (action !== undefined) this.#workers.get(action.receiver)?.wake();
  }

  #followSecret(id: string): void {
    const secret = this.#model.secrets.get(id);
    if (secret !== undefined) this.secrets.visit(this.#model, secret);
    for (const worker of this.#workers.values()) worker.wake();
  }

  #followStorage(id: string): void {
    const instance = this.#model.storage.get(id);
    if (instance === undefined) return;
    const worker = this.#workers.get(instance.owner);
    if (worker === undefined) return;
    worker.wake();
    this.#force.storage(this.#model, instance);
    attachOne(this.#core, this.#model, worker.unit, id);
  }
}
