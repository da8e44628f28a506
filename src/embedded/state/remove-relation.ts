import type { Model } from './model';
import { dropConnection } from './offer-connections';
import type { Relation } from './relation-entities';
import { removeApplicationIfDone } from './remove-application';
import { removeRemoteApplicationIfDone } from './remove-remote-application';
import { revokeGrantsOf } from './secret-removal';

/** Takes a relation out of the model; an application that was only waiting for it goes too. @internal */
export function removeRelation(model: Model, relation: Relation): void {
  if (!model.relations.delete(relation.id)) return;
  relation.life = 'dead';
  relation.inScope.clear();
  revokeGrantsOf(model, relation.key);
  model.note('relation', relation.key);
  dropConnection(model, relation.id);
  for (const endpoint of relation.endpoints) {
    removeRemoteApplicationIfDone(model, endpoint.application);
    const application = model.applications.get(endpoint.application);
    if (application === undefined) continue;
    model.note('application', application.name);
    removeApplicationIfDone(model, application);
  }
}
