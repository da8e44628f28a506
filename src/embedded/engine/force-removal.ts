import type { EngineCore } from './engine-core';
import type { Model } from '../state/model';
import type { Unit } from '../state/entities';
import type { Machine } from '../state/machine-entities';
import type { Relation } from '../state/relation-entities';
import type { StorageInstance } from '../state/storage-entities';
import { forceMachine } from './retire-machine';
import { leaveScope } from '../state/scope';
import { removeRelation } from '../state/remove-relation';
import { removeUnit } from '../state/remove-unit';
import { detachStorage } from '../state/unit-storage';

type Forced = Unit | Machine | Relation | StorageInstance;

/**
 * Takes away by force what does not go by itself, once its time is over.
 *
 * @internal
 */
export class ForceRemoval {
  readonly #core: EngineCore;
  /** What is waited for already, with the time that it was given: a second `--force` may give less. */
  readonly #waiting = new WeakMap<Forced, number>();

  constructor(core: EngineCore) {
    this.#core = core;
  }

  unit(model: Model, unit: Unit): void {
    this.#after(model, unit, () => {
      if (unit.application.units.get(unit.name) === unit) removeUnit(model, unit);
    });
  }

  machine(model: Model, machine: Machine): void {
    this.#after(model, machine, () => {
      if (model.machines.get(machine.id) === machine) forceMachine(model, machine);
    });
  }

  relation(model: Model, relation: Relation): void {
    this.#after(model, relation, () => {
      for (const unit of [...relation.inScope]) leaveScope(model, relation, unit);
      if (model.relations.get(relation.id) === relation) removeRelation(model, relation);
    });
  }

  /** Storage that is detached stays; it is its attachment that goes. */
  storage(model: Model, instance: StorageInstance): void {
    const { owner } = instance;
    this.#after(model, instance, () => {
      if (instance.owner === owner && instance.attachmentLife !== 'alive')
        detachStorage(model, model.unit(owner), instance);
    });
  }

  #after(model: Model, thing: Forced, remove: () => void): void {
    const { forcedAfterMs } = thing;
    const life = 'attachmentLife' in thing ? thing.attachmentLife : thing.life;
    if (life === 'alive' || forcedAfterMs === undefined) return;
    const known = this.#waiting.get(thing);
    if (known !== undefined && known <= forcedAfterMs) return;
    this.#waiting.set(thing, forcedAfterMs);
    this.#core.clock.after(forcedAfterMs, () => {
      if (this.#core.has(model)) remove();
    });
  }
}
