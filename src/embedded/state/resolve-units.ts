import type { Model } from './model';
import type { ResolveArgs } from './requests';
import type { Unit } from './entities';
import { annotated, refused } from '../api-error';

/** What `juju resolved` does: with all, every unit in error. @internal */
export function resolveUnits(model: Model, args: ResolveArgs): void {
  if (args.all === true) {
    for (const unit of model.units()) if (unit.inError) resolve(model, unit, args.retry);
    return;
  }
  for (const name of args.units ?? []) {
    const unit = model.unit(name);
    try {
      if (!unit.inError) throw refused(`unit "${name}" is not in an error state`);
      if (unit.resolved !== undefined) throw refused('already resolved');
    } catch (error) {
      throw unit.inError ? annotated(error, `cannot set resolved mode for unit "${name}"`) : error;
    }
    resolve(model, unit, args.retry);
  }
}

function resolve(model: Model, unit: Unit, retry: boolean): void {
  unit.resolved = retry ? 'retry' : 'no-retry';
  model.note('unit', unit.name);
}
