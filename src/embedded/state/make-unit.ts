import type { Application, Unit } from './entities';
import type { Model } from './model';
import { addUnitStorage } from './unit-storage';
import { UnitEntity } from './unit';

/** How a new unit differs from the next plain one. @internal */
export interface NewUnit {
  /** Of a subordinate. */
  readonly principal?: Unit;
  /** Default: the next number of the application's name. */
  readonly number?: number;
  /** Ids of storage that is there already. */
  readonly attachStorage?: readonly string[];
}

/**
 * Adds a unit to an application, with the storage that the charm asks for.
 *
 * @internal
 */
export function makeUnit(model: Model, application: Application, wanted: NewUnit = {}): Unit {
  const { principal, number = model.sequences.next(unitSequence(application.name)) } = wanted;
  const unit = new UnitEntity(model, application, number, principal);
  application.units.set(unit.name, unit);
  principal?.subordinates.add(unit);
  addUnitStorage(model, unit, wanted.attachStorage ?? []);
  model.note('unit', unit.name);
  return unit;
}

/** The sequence that numbers the units of an application. */
function unitSequence(application: string): string {
  return `application-${application}`;
}
