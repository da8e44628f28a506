import type { DestroyArgs, DestroyedMachine } from './requests';
import type { Unit } from './entities';
import type { Machine } from './machine-entities';
import type { Model } from './model';
import { ApiError } from '../api-error';
import { classifyStorage } from './unit-storage';
import { destroyOneUnit } from './destroy-unit';
import { checkMachineMayGoOnJuju4, machineToRemoveOnJuju4 } from './removal-of-juju-4';
import { markDying } from './mark-dying';

/** What `juju remove-machine` can say. @internal */
export interface DestroyMachineArgs extends DestroyArgs {
  readonly keep?: boolean;
  readonly dryRun?: boolean;
}

/** What `juju remove-machine` does. @internal */
export function destroyMachine(model: Model, id: string, args: DestroyMachineArgs): DestroyedMachine {
  const isJuju4 = model.profile.series === '4.0';
  const machine = isJuju4 ? machineToRemoveOnJuju4(model, id) : model.machine(id);
  const info = destroyedWith(model, machine, args.destroyStorage ?? false);
  if (args.dryRun === true) return info;
  if (args.force !== true) (isJuju4 ? checkMachineMayGoOnJuju4 : checkMayGo)(model, machine);
  destroyOneMachine(model, machine, args);
  return info;
}

/** What goes with a machine, container by container. */
function destroyedWith(model: Model, machine: Machine, destroyStorage: boolean): DestroyedMachine {
  const units = [...unitsOn(model, machine)];
  return {
    id: machine.id,
    destroyedUnits: units.map((unit) => unit.name),
    ...classifyStorage(model, units, destroyStorage),
    containers: [...machine.containers.values()].map((each) => destroyedWith(model, each, destroyStorage)),
  };
}

/** Lets a machine go; by force its containers and units too. @internal */
export function destroyOneMachine(model: Model, machine: Machine, args: DestroyMachineArgs): void {
  machine.keepInstance = args.keep ?? machine.keepInstance;
  for (const container of machine.containers.values()) destroyOneMachine(model, container, args);
  for (const name of machine.principals) destroyOneUnit(model, model.unit(name), args);
  // The last unit's removal may have begun it already, or even ended it.
  if (model.machines.has(machine.id)) markDying(model, machine, args);
}

/** The units on a machine itself, subordinates after their principals. @internal */
export function* unitsOn(model: Model, machine: Machine): Generator<Unit> {
  for (const name of machine.principals) {
    const unit = model.unit(name);
    yield unit;
    yield* unit.subordinates;
  }
}

function checkMayGo(_model: Model, machine: Machine): void {
  if (machine.containers.size > 0) {
    const ids = [...machine.containers.keys()].join(',');
    throw new ApiError(
      `cannot destroy machine ${machine.id}: machine ${machine.id} is hosting containers "${ids}"`,
      'machine is hosting containers',
    );
  }
  if (machine.principals.size > 0) {
    const units = [...machine.principals].map((name) => `"${name}"`).join(', ');
    throw new ApiError(
      `cannot destroy machine ${machine.id}: machine ${machine.id} has unit${machine.principals.size === 1 ? '' : 's'} ${units} assigned`,
      'machine has assigned units',
    );
  }
}
