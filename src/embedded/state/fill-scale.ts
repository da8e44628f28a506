import type { Application } from './entities';
import type { Model } from './model';
import { makeUnit } from './make-unit';

/**
 * Makes the units of a Kubernetes application that are wanted and not there. Pods are numbered by their place, so a
 * number comes again; a unit that is still going holds its number until it is gone.
 *
 * @internal
 */
export function fillScale(model: Model, application: Application): void {
  if (model.type !== 'caas' || application.life !== 'alive') return;
  for (let number = 0; number < application.scale; number += 1) {
    if (!application.units.has(`${application.name}/${number}`)) makeUnit(model, application, { number });
  }
}
