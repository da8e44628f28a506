import { countOf } from '../../count-of';
import type { EngineCore } from './engine-core';
import type { Model } from '../state/model';
import { destroyOneApplication } from '../state/destroy-application';
import { destroyOneMachine } from '../state/destroy-machine';

/** How long a cloud takes to tear down what is left of a model, in Juju's time. */
const teardownMs = 2_000;

/**
 * Takes dying models apart and out of the controller.
 *
 * @internal
 */
export class Undertaker {
  readonly #core: EngineCore;
  readonly #removed: (model: Model) => void;
  /** How each dying model was asked to go, so that `--force` after a plain destroy is heard. */
  readonly #begun = new WeakMap<Model, NonNullable<Model['destroying']>>();
  readonly #attempts = new WeakMap<Model, { count: number; contents: string }>();
  readonly #tearingDown = new WeakSet<Model>();

  /** @param removed - called when a model is gone */
  constructor(core: EngineCore, removed: (model: Model) => void) {
    this.#core = core;
    this.#removed = removed;
  }

  /** Has a look at a model; does nothing while it lives. */
  visit(model: Model): void {
    const { destroying } = model;
    if (model.life === 'alive' || destroying === undefined || !this.#core.has(model)) return;
    if (this.#begun.get(model) !== destroying) this.#begin(model, destroying);
    else this.#destroyEmptyMachines(model, destroying);
    const contents = contentsOf(model);
    if (contents === '') this.#tearDown(model);
    else this.#report(model, contents);
  }

  #begin(model: Model, destroying: NonNullable<Model['destroying']>): void {
    this.#begun.set(model, destroying);
    const { timeoutMs, ...args } = destroying;
    for (const application of [...model.applications.values()])
      destroyOneApplication(model, application, args);
    if (args.force)
      for (const machine of [...model.machines.values()]) destroyOneMachine(model, machine, args);
    else this.#destroyEmptyMachines(model, destroying);
    if (timeoutMs === undefined) return;
    this.#core.clock.after(timeoutMs, () => this.#remove(model));
  }

  /** Without force a machine goes with its last unit, and what has only containers once they are gone. */
  #destroyEmptyMachines(model: Model, args: NonNullable<Model['destroying']>): void {
    for (const machine of [...model.machines.values()]) {
      const isEmpty = machine.principals.size === 0 && machine.containers.size === 0;
      if (isEmpty && machine.life === 'alive') destroyOneMachine(model, machine, args);
    }
  }

  /** Says what is still there, as Juju's undertaker does, when it is not what it was. */
  #report(model: Model, contents: string): void {
    const last = this.#attempts.get(model);
    if (last?.contents === contents) return;
    const count = (last?.count ?? 0) + 1;
    this.#attempts.set(model, { count, contents });
    model.status.set(
      'destroying',
      `attempt ${count} to destroy model failed (will retry):  model not empty, found ${contents}`,
    );
  }

  #tearDown(model: Model): void {
    if (this.#tearingDown.has(model)) return;
    this.#tearingDown.add(model);
    model.life = 'dead';
    for (const id of [...model.storage.keys()]) model.storage.delete(id);
    model.status.set('destroying', 'tearing down cloud environment');
    this.#core.clock.after(teardownMs, () => this.#remove(model));
  }

  #remove(model: Model): void {
    if (!this.#core.has(model)) return;
    model.life = 'dead';
    this.#core.state.models.delete(model.uuid);
    this.#removed(model);
    model.note('model', model.uuid);
  }
}

/** `1 machine, 2 applications`; nothing when a model is empty. */
function contentsOf(model: Model): string {
  const count = (number: number, what: string) => (number === 0 ? [] : [countOf(number, what)]);
  return [...count(model.machines.size, 'machine'), ...count(model.applications.size, 'application')].join(
    ', ',
  );
}
