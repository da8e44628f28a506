import type { Application } from './entities';
import type { Relation } from './relation-entities';
import type { Model } from './model';
import { dropAnnotations } from './drop-annotations';
import { removeSecretsOfApplication } from './secret-removal';

/** Takes a dying application out of the model once nothing needs it any more. @internal */
export function removeApplicationIfDone(model: Model, application: Application): void {
  if (application.life === 'alive' || application.units.size > 0) return;
  const relations = relationsOf(model, application.name);
  if (relations.some((relation) => relation.endpoints.length > 1)) return;
  removeApplication(model, application, relations);
}

/** The relations that an application is in. @internal */
export function relationsOf(model: Model, application: string): Relation[] {
  return [...model.relations.values()].filter((relation) =>
    relation.endpoints.some((endpoint) => endpoint.application === application),
  );
}

function removeApplication(model: Model, application: Application, peers: readonly Relation[]): void {
  if (!model.applications.delete(application.name)) return;
  application.life = 'dead';
  for (const relation of peers) {
    model.relations.delete(relation.id);
    model.note('relation', relation.key);
  }
  removeSecretsOfApplication(model, application.name);
  model.exportedApplications.delete(application.name);
  dropAnnotations(model, `application-${application.name}`);
  for (const offer of [...model.offers.values()]) {
    if (offer.application !== application.name) continue;
    model.offers.delete(offer.name);
    model.note('applicationOffer', offer.name);
  }
  removeCharmIfUnused(model, application.charm.url);
  model.note('application', application.name);
  model.note('model', model.uuid, 'status');
}

/** A charm that no application and no unit runs is forgotten, as in Juju. @internal */
export function removeCharmIfUnused(model: Model, url: string): void {
  for (const application of model.applications.values()) {
    if (application.charm.url === url) return;
    for (const unit of application.units.values()) if (unit.charmUrl === url) return;
  }
  if (model.charms.delete(url)) model.note('charm', url);
}
