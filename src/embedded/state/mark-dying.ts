import type { Machine, Unit } from './entities';
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
  for (const relation of model.relations.values()) {
    if (relation.inScope.has(unit.name)) model.note('relation', relation.key);
  }
}
