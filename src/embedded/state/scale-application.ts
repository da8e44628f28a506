import type { Application } from './entities';
import type { Model } from './model';
import { fillScale } from './fill-scale';
import { notSupported, notValid, refused } from '../api-error';
import { destroyOneUnit } from './destroy-unit';

/** How many units are wanted: a number, or a change of it. @internal */
export interface WantedScale {
  readonly scale?: number;
  readonly change?: number;
  readonly force?: boolean;
}

/** What `juju scale-application` does on Kubernetes: the units with the highest numbers go first. @internal */
export function scaleApplication(model: Model, name: string, wanted: WantedScale): number {
  if (model.type !== 'caas') throw notSupported('scaling applications on a non-container model');
  const { scale = 0, change = 0 } = wanted;
  if (scale < 0 && change === 0) throw notValid('scale < 0');
  if (scale !== 0 && change !== 0) throw notValid('requesting both scale and scale-change');
  const application = model.applications.get(name);
  if (application === undefined) throw refused(`application "${name}" does not exist`);
  const next = change === 0 ? scale : application.scale + change;
  if (next < 0) throw notValid('cannot remove more units than currently exist');
  if (application.life !== 'alive') {
    throw refused(
      `cannot set scale for application "${name}" to ${next}: application is not found or not alive`,
    );
  }
  application.scale = next;
  model.note('application', name);
  followScale(model, application, wanted.force ?? false);
  return next;
}

function followScale(model: Model, application: Application, force: boolean): void {
  const excess = [...application.units.values()].filter(
    ({ life, number }) => life === 'alive' && number >= application.scale,
  );
  for (const unit of excess.toSorted((one, other) => other.number - one.number))
    destroyOneUnit(model, unit, { force });
  fillScale(model, application);
}
