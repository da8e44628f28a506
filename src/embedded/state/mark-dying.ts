import type { Unit } from './entities';
import type { Machine } from './machine-entities';
import type { Model } from './model';

/** How long `--force` waits for each step when nobody says, as in Juju. @internal */
export const defaultMaxWaitMs = 60_000;

/** Whether something goes by force, and how long that waits. @internal */
export interface Force {
  readonly force?: boolean;
  readonly maxWaitMs?: number;
}

/** Lets a machine go; with force also when its units do not. @internal */
export function markDying(model: Model, machine: Machine, { force = false, maxWaitMs }: Force = {}): void {
  if (machine.life === 'alive') machine.life = 'dying';
  if (force) machine.forcedAfterMs = maxWaitMs ?? defaultMaxWaitMs;
  model.note('machine', machine.id);
}

/** Lets a unit go: the others of its relations see it depart, its own agent tears it down. @internal */
export function markUnitDying(model: Model, unit: Unit, { force = false, maxWaitMs }: Force = {}): void {
  if (unit.life === 'alive') unit.life = 'dying';
  if (force) unit.forcedAfterMs = maxWaitMs ?? defaultMaxWaitMs;
  model.note('unit', unit.name);
  if (model.profile.series === '4.0') markMachineOf(model, unit);
  for (const relation of model.relations.values()) {
    if (relation.inScope.has(unit.name)) model.note('relation', relation.key);
  }
}

/** On Juju 4 a machine goes as soon as nobody on it stays, and does not wait for the last to be gone. */
function markMachineOf(model: Model, { machine }: Unit): void {
  // One that is not up yet still has to bring up the agents that end its units.
  if (machine?.life !== 'alive' || machine.agent.status !== 'started' || machine.containers.size > 0) return;
  const units = [...machine.principals].map((name) => model.unit(name));
  const all = units.flatMap((unit) => [unit, ...unit.subordinates]);
  if (all.every(({ life }) => life !== 'alive')) markDying(model, machine);
}
