import type { Unit } from './entities';
import type { Machine, Placement } from './machine-entities';
import type { Model } from './model';
import { annotated, ApiError, refused } from '../api-error';
import { makeMachine } from './make-machine';
import { mergeConstraints } from './constraints';

/** Types of containers that Juju makes. @internal */
export const containerTypes = new Set(['lxd']);

/**
 * Finds or makes the machine of a principal unit: where its placement says, else on one that is clean and empty, else on
 * a new one.
 *
 * @internal
 */
export function placeUnit(model: Model, unit: Unit, placement: Placement | undefined): void {
  const machine = machineFor(model, unit, placement);
  unit.machine = machine;
  machine.principals.add(unit.name);
  model.note('machine', machine.id);
}

/** Refuses a placement that can not be, before anything is made. @internal */
export function checkPlacement(model: Model, application: string, placement: Placement): void {
  if (placement.scope === '#' || (containerTypes.has(placement.scope) && placement.directive !== '')) {
    const machine = model.machines.get(placement.directive);
    if (machine?.life !== 'alive') {
      throw annotated(
        new ApiError(`machine ${placement.directive} not found`, 'not found'),
        `cannot deploy "${application}" to machine ${placement.directive}`,
      );
    }
  } else if (!containerTypes.has(placement.scope) && !isProviders(model, placement)) {
    throw refused(`placement scope: invalid model UUID "${placement.scope}"`);
  }
}

function machineFor(model: Model, unit: Unit, placement: Placement | undefined): Machine {
  const { base, constraints } = unit.application;
  const wanted = { base, constraints: mergeConstraints(model.constraints, constraints) };
  if (placement === undefined || (placement.scope === '' && placement.directive === '')) {
    return cleanEmptyMachine(model, unit) ?? makeMachine(model, wanted);
  }
  if (placement.scope === '#') return model.machine(placement.directive);
  if (!containerTypes.has(placement.scope))
    return makeMachine(model, { ...wanted, placement: placement.directive });
  const parent = placement.directive === '' ? makeMachine(model, wanted) : model.machine(placement.directive);
  return makeMachine(model, { ...wanted, parent, containerType: placement.scope });
}

/** A machine that has never had a unit, of the right base. */
function cleanEmptyMachine(model: Model, unit: Unit): Machine | undefined {
  for (const machine of model.machines.values()) {
    const clean =
      machine.principals.size === 0 && machine.containers.size === 0 && machine.parent === undefined;
    if (clean && machine.life === 'alive' && machine.base.channel === unit.application.base.channel)
      return machine;
  }
  return undefined;
}

function isProviders(model: Model, placement: Placement): boolean {
  return placement.scope === 'model-uuid' || placement.scope === model.uuid || placement.scope === '';
}
