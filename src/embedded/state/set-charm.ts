import type { Application } from './entities';
import type { Charm } from '../charm/charm';
import type { Model } from './model';
import type { SetCharmArgs } from './requests';
import { annotated, ApiError, refused } from '../api-error';
import { applyConfig, parseApplicationConfig } from './application-config';
import { checkResources } from './pending-resources';
import { makePeerRelations } from './peer-relations';
import { relationsOf } from './remove-application';

/** What `juju refresh` does: the units upgrade when they see it. @internal */
export function setCharm(model: Model, application: Application, args: SetCharmArgs): void {
  const charm = model.charms.get(args.charmUrl);
  if (charm === undefined) throw new ApiError(`charm "${args.charmUrl}" not found`, 'not found');
  checkResources(charm, args.resources ?? {});
  const config = parseApplicationConfig(
    charm.config,
    application.name,
    args.config ?? {},
    args.configYaml ?? '',
  );
  try {
    checkFits(model, application, charm);
  } catch (error) {
    throw annotated(error, `cannot upgrade application "${application.name}" to charm "${charm.url}"`);
  }
  if (application.charm.url !== charm.url) application.charmModifiedVersion += 1;
  application.charm = charm;
  application.forceCharm = args.forceUnits ?? false;
  application.origin = args.origin ?? { ...application.origin, revision: charm.revision, hash: charm.sha256 };
  application.channel = args.channel ?? application.channel;
  for (const [endpoint, space] of Object.entries(args.endpointBindings ?? {})) {
    application.endpointBindings.set(endpoint, space);
  }
  dropUnknownConfig(application);
  applyConfig(model, application, config);
  makePeerRelations(model, application);
}

function checkFits(model: Model, application: Application, charm: Charm): void {
  if (application.life !== 'alive') throw refused('application is not found or not alive');
  if (charm.meta.subordinate !== application.subordinate)
    throw refused("cannot change an application's subordinacy");
  for (const relation of relationsOf(model, application.name)) {
    for (const endpoint of relation.endpoints) {
      const kept =
        endpoint.application !== application.name ||
        endpoint.name === 'juju-info' ||
        has(charm, endpoint.name);
      if (!kept) throw refused(`would break relation "${relation.key}"`);
    }
  }
  for (const store of application.charm.meta.storage.values()) {
    const after = charm.meta.storage.get(store.name);
    if (after === undefined && store.countMin > 0) throw refused(`required storage "${store.name}" removed`);
    if (after !== undefined && after.type !== store.type) {
      throw refused(`existing storage "${store.name}" type changed from "${store.type}" to "${after.type}"`);
    }
  }
}

function has(charm: Charm, endpoint: string): boolean {
  const { provides, requires, peers } = charm.meta;
  return provides.has(endpoint) || requires.has(endpoint) || peers.has(endpoint);
}

/** Settings that the new charm does not know, or not of that type, are forgotten. */
function dropUnknownConfig(application: Application): void {
  for (const [name, value] of application.config) {
    const option = application.charm.config.get(name);
    const kinds = {
      string: 'string',
      secret: 'string',
      int: 'number',
      float: 'number',
      boolean: 'boolean',
    } as const;
    if (option === undefined || kinds[option.type] !== typeof value) application.config.delete(name);
  }
}
