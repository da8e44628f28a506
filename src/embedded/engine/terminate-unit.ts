import type { EngineCore } from './engine-core';
import type { Model } from '../state/model';
import type { Unit } from '../state/entities';
import { removeUnit } from '../state/remove-unit';

/**
 * A unit has nothing more to do: it is dead once its subordinates are gone, and then it is taken out of the model.
 *
 * @internal
 */
export function terminateUnit(core: EngineCore, model: Model, unit: Unit): void {
  if (unit.subordinates.size > 0) {
    // The last of them wakes its principal.
    unit.life = 'dying';
    return;
  }
  if (unit.life !== 'dead') {
    unit.life = 'dead';
    model.note('unit', unit.name);
  }
  core.queue.add(() => removeUnit(model, unit));
}
