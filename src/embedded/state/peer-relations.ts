import type { Application } from './entities';
import type { Model } from './model';
import { endpointOf } from './endpoints';
import { makeRelation } from './make-relation';

/** An application is related with itself from the beginning; each peer relation takes an id. @internal */
export function makePeerRelations(model: Model, application: Application): void {
  for (const name of [...application.charm.meta.peers.keys()].toSorted()) {
    const known = [...model.relations.values()].some(
      (relation) => relation.key === `${application.name}:${name}`,
    );
    if (!known) makeRelation(model, [endpointOf(application, name)]);
  }
}
