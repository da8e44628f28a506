import { countOf } from '../../count-of';
import type { Application, Unit } from './entities';
import type { DestroyArgs, DestroyedInfo } from './requests';
import type { Model } from './model';
import { classifyStorage } from './unit-storage';
import { destroyOneRelation } from './destroy-relation';
import { destroyOneUnit } from './destroy-unit';
import { nothingTold } from './removal-of-juju-4';
import { refused } from '../api-error';
import { relationsOf, removeApplicationIfDone } from './remove-application';

/** What `juju remove-application` does. @internal */
export function destroyApplication(
  model: Model,
  name: string,
  args: DestroyArgs & { readonly dryRun?: boolean },
): DestroyedInfo {
  const application = model.application(name);
  const units = [...application.units.values()];
  const info = {
    ...storageOfAll(model, units, args),
    destroyedUnits: units.map((unit) => unit.name),
  };
  if (args.dryRun === true) return info;
  checkNotOffered(model, name);
  destroyOneApplication(model, application, args);
  return info;
}

/** Juju 4 tells of no storage here. */
function storageOfAll(model: Model, units: readonly Unit[], { destroyStorage = false }: DestroyArgs) {
  return model.profile.series === '4.0' ? nothingTold : classifyStorage(model, units, destroyStorage);
}

/** Lets an application go, and its relations and units with it. @internal */
export function destroyOneApplication(model: Model, application: Application, args: DestroyArgs): void {
  if (application.life === 'alive') application.life = 'dying';
  application.scale = 0;
  model.note('application', application.name);
  for (const relation of relationsOf(model, application.name)) destroyOneRelation(model, relation, args);
  for (const unit of [...application.units.values()]) {
    // A subordinate goes when its relation with the principal is broken, as its agent then finds out.
    if (unit.principal === undefined || args.force === true) destroyOneUnit(model, unit, args);
  }
  removeApplicationIfDone(model, application);
}

function checkNotOffered(model: Model, name: string): void {
  const used = [...model.offers.values()].filter(
    (offer) => offer.application === name && offer.connections.length > 0,
  );
  if (used.length === 0) return;
  throw refused(
    `cannot destroy application "${name}": application is used by ${countOf(used.length, 'offer')}`,
  );
}
