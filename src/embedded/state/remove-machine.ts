import type { Machine } from './entities';
import type { Model } from './model';
import { dropAnnotations } from './drop-annotations';
import { markDying } from './mark-dying';
import { removeInstance } from './remove-storage';

/** Takes a machine out of the model; a parent that only waited for it goes on dying. @internal */
export function removeMachine(model: Model, machine: Machine): void {
  if (!model.machines.delete(machine.id)) return;
  machine.life = 'dead';
  for (const instance of [...model.storage.values()]) {
    if (instance.machine === machine.id && instance.owner === '') removeInstance(model, instance);
  }
  dropAnnotations(model, `machine-${machine.id.replaceAll('/', '-')}`);
  const { parent } = machine;
  if (parent !== undefined) {
    parent.containers.delete(machine.id);
    if (parent.life === 'alive' && parent.principals.size === 0 && parent.containers.size === 0)
      markDying(model, parent);
    model.note('machine', parent.id);
  }
  model.note('machine', machine.id);
}
