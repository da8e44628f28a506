import type { DestroyArgs, DestroyedInfo } from './requests';
import type { Model } from './model';
import type { Unit } from './entities';
import { classifyStorage, storageOf } from './unit-storage';
import { markUnitDying } from './mark-dying';
import { notSupported, refused } from '../api-error';
import { nothingTold, unitToRemoveOnJuju4 } from './removal-of-juju-4';
import { removeUnit } from './remove-unit';

/** What `juju remove-unit` does on machines. @internal */
export function destroyUnit(
  model: Model,
  name: string,
  args: DestroyArgs & { readonly dryRun?: boolean },
): DestroyedInfo {
  if (model.type === 'caas') throw notSupported('removing units on a non-container model');
  if (model.profile.series === '4.0') {
    const unit = unitToRemoveOnJuju4(model, name, args.dryRun === true);
    if (unit !== undefined && args.dryRun !== true) destroyOneUnit(model, unit, args);
    return nothingTold;
  }
  const application = model.applications.get(name.slice(0, name.lastIndexOf('/')));
  const unit = application?.units.get(name);
  if (unit === undefined) throw refused(`unit "${name}" does not exist`);
  if (unit.principal !== undefined) {
    throw refused(
      `unit "${name}" is a subordinate, to remove use remove-relation. ` +
        `Note: this will remove all units of "${unit.application.name}"`,
    );
  }
  const info = { destroyedUnits: [name], ...classifyStorage(model, [unit], args.destroyStorage ?? false) };
  if (args.dryRun !== true) destroyOneUnit(model, unit, args);
  return info;
}

/**
 * Lets a unit go. One whose agent has not begun, and that has neither subordinates nor storage, is gone at once.
 *
 * @internal
 */
export function destroyOneUnit(model: Model, unit: Unit, args: DestroyArgs): void {
  if (args.destroyStorage === true) {
    for (const instance of storageOf(model, unit)) instance.life = 'dying';
  }
  const untouched = unit.agent.status === 'allocating' && !unit.inError && !unit.local.installed;
  if (untouched && unit.principal === undefined && unit.subordinates.size === 0 && unit.storage.size === 0) {
    removeUnit(model, unit);
  } else {
    markUnitDying(model, unit, args);
  }
}
