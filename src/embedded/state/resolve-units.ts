import { randomUUID } from 'node:crypto';
import type { Model } from './model';
import type { ResolveArgs } from './requests';
import type { Unit } from './entities';
import { refused } from '../api-error';

/** What `juju resolved` does: with all, every unit in error. @internal */
export function resolveUnits(model: Model, args: ResolveArgs): void {
  if (args.all === true) {
    for (const unit of model.units()) if (unit.inError) resolve(model, unit, args.retry);
    return;
  }
  for (const name of args.units ?? []) {
    const unit = model.unit(name);
    if (model.profile.series === '3.6') checkJuju3(unit);
    else checkJuju4(unit);
    resolve(model, unit, args.retry);
  }
}

function checkJuju3({ name, inError, resolved }: Unit): void {
  if (!inError) throw refused(`unit "${name}" is not in an error state`);
  if (resolved !== undefined) throw refused(`cannot set resolved mode for unit "${name}": already resolved`);
}

/** Juju 4 lets the last word count. */
function checkJuju4({ inError }: Unit): void {
  if (inError) return;
  throw refused(`resolving unit: checking unit "${randomUUID()}" status: unit is not in error state`);
}

function resolve(model: Model, unit: Unit, retry: boolean): void {
  unit.resolved = retry ? 'retry' : 'no-retry';
  model.note('unit', unit.name);
}
