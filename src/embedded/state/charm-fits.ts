import type { Application, Charm } from './entities';
import type { Model } from './model';
import { refused } from '../api-error';
import { relationsOf } from './remove-application';

/** Refuses a charm that cannot take the place of an application's own. @internal */
export function checkCharmFits(model: Model, application: Application, charm: Charm): void {
  if (application.life !== 'alive') throw refused('application is not found or not alive');
  if (charm.meta.subordinate !== application.subordinate)
    throw refused("cannot change an application's subordinacy");
  checkRelations(model, application, charm);
  checkStorage(application, charm);
}

function checkRelations(model: Model, application: Application, charm: Charm): void {
  for (const relation of relationsOf(model, application.name)) {
    for (const endpoint of relation.endpoints) {
      const kept =
        endpoint.application !== application.name ||
        endpoint.name === 'juju-info' ||
        has(charm, endpoint.name);
      if (kept) continue;
      if (model.profile.series === '3.6') throw refused(`would break relation "${relation.key}"`);
      throw refused(
        endpoint.role === 'peer'
          ? `charm has no corresponding peer relation "${endpoint.name}". Please scale down to 0 units to refresh`
          : `charm has no corresponding relation "${endpoint.name}"`,
      );
    }
  }
}

function has(charm: Charm, endpoint: string): boolean {
  const { provides, requires, peers } = charm.meta;
  return provides.has(endpoint) || requires.has(endpoint) || peers.has(endpoint);
}

function checkStorage(application: Application, charm: Charm): void {
  for (const store of application.charm.meta.storage.values()) {
    const after = charm.meta.storage.get(store.name);
    if (after === undefined && store.countMin > 0) throw refused(`required storage "${store.name}" removed`);
    if (after !== undefined && after.type !== store.type) {
      throw refused(`existing storage "${store.name}" type changed from "${store.type}" to "${after.type}"`);
    }
  }
}
