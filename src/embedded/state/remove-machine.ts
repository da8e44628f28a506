import type { Machine } from './machine-entities';
import type { Model } from './model';
import { dropAnnotations } from './drop-annotations';
import { removeInstance } from './remove-storage';

/** Takes a machine out of the model; a dying parent that only waited for it goes on, one that is alive stays. @internal */
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
    model.note('machine', parent.id);
  }
  model.note('machine', machine.id);
}
