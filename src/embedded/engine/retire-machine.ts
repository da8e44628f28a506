import type { EngineCore } from './engine-core';
import type { Machine } from '../state/machine-entities';
import type { Model } from '../state/model';
import { removeMachine } from '../state/remove-machine';
import { removeUnit } from '../state/remove-unit';

/** How long a cloud takes to end a machine, in Juju's time. */
const retireMs = 2_000;

/**
 * Ends a dying machine that nothing is on any more.
 *
 * @internal
 */
export function retireMachine(core: EngineCore, model: Model, machine: Machine): void {
  if (machine.life !== 'dying' || machine.principals.size > 0 || machine.containers.size > 0) return;
  machine.life = 'dead';
  machine.agent.set('stopped');
  model.note('machine', machine.id);
  core.clock.after(retireMs, () => {
    if (core.has(model)) removeMachine(model, machine);
  });
}

/**
 * Ends a machine that is to go by force, whatever is on it.
 *
 * @internal
 */
export function forceMachine(model: Model, machine: Machine): void {
  for (const container of [...machine.containers.values()]) forceMachine(model, container);
  for (const name of [...machine.principals]) removeUnit(model, model.unit(name));
  removeMachine(model, machine);
}
