import type { Application, Unit } from './entities';
import type { Model } from './model';
import { addUnitStorage } from './unit-storage';
import { UnitEntity } from './unit';

/**
 * Adds a unit to an application, by default with the next number of that name, and the storage that the charm asks for.
 *
 * @internal
 */
export function makeUnit(
  model: Model,
  application: Application,
  principal?: Unit,
  number = model.sequences.next(unitSequence(application.name)),
): Unit {
  const unit = new UnitEntity(model, application, number, principal);
  application.units.set(unit.name, unit);
  principal?.subordinates.add(unit);
  addUnitStorage(model, unit);
  model.note('unit', unit.name);
  return unit;
}

/** The sequence that numbers the units of an application. @internal */
export function unitSequence(application: string): string {
  return `application-${application}`;
}
