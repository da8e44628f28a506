import type { AddUnitsArgs } from './requests';
import type { Application, Unit } from './entities';
import type { Model } from './model';
import { annotated, notSupported, refused } from '../api-error';
import { checkPlacement, placeUnit } from './place-unit';
import { checkAttach } from './unit-storage';
import { makeUnit } from './make-unit';

/** What `juju add-unit` does on machines. @internal */
export function addUnits(model: Model, name: string, args: AddUnitsArgs): Unit[] {
  if (model.type === 'caas') throw notSupported('adding units to a container-based model');
  if (args.count < 1) throw refused('must add at least one unit');
  const application = model.application(name);
  checkMayGrow(application, args.count);
  const { attachStorage = [] } = args;
  if (attachStorage.length > 0 && args.count !== 1) {
    throw refused(`AttachStorage is non-empty, but NumUnits is ${args.count}`);
  }
  checkAttach(model, application.charm, attachStorage);
  for (const placement of args.placement ?? []) checkPlacement(model, name, placement);
  return makeUnits(model, application, args);
}

/** Makes units of an application and gives them their place. @internal */
export function makeUnits(model: Model, application: Application, args: AddUnitsArgs): Unit[] {
  return Array.from({ length: args.count }, (_, index) => {
    const unit = makeUnit(model, application, { attachStorage: args.attachStorage ?? [] });
    placeUnit(model, unit, args.placement?.[index]);
    return unit;
  });
}

function checkMayGrow(application: Application, count: number): void {
  const doing = `cannot add unit 1/${count} to application "${application.name}"`;
  const problem = (text: string) =>
    annotated(refused(text), `${doing}: cannot add unit to application "${application.name}"`);
  if (application.subordinate) throw problem('application is a subordinate');
  if (application.life !== 'alive') throw problem('application is not found or not alive');
}
