import { badRequest, notSupported, refused } from '../api-error';
import type { Charm } from '../charm/charm';
import type { Params } from '../server/params';
import type { CharmOrigin } from '../state/entities';
import type { Placement } from '../state/machine-entities';
import type { StorageDirective } from '../state/storage-entities';
import type { Call } from './facade';
import { eachDone } from './results';
import { fromCharmOrigin, fromConstraints, fromPlacement, fromStorageDirective } from './wire-values';

/** `Application.Deploy`: applications of charms that are in the model already. @internal */
export function deploy({ model, version, profile }: Call, params: Params): object {
  const items = params.list('applications');
  if (
    profile.series === '3.6' &&
    version <= 20 &&
    items.some((item) => item.strings('attach-storage').length > 0)
  ) {
    throw refused('AttachStorage may not be specified for container models');
  }
  return {
    results: eachDone(items, (item) => {
      const origin = checkedOrigin(item);
      if (profile.series === '4.0') checkAllResources(model.charms.get(item.string('charm-url')), item);
      model.deploy({
        application: item.string('application'),
        charmUrl: item.string('charm-url'),
        origin,
        channel: item.string('channel'),
        numUnits: item.int('num-units'),
        config: item.stringMap('config'),
        configYaml: item.string('config-yaml'),
        constraints: fromConstraints(item.nested('constraints')),
        placement: item.list('placement').map(modelPlacement(model.uuid)),
        storage: storageDirectives(item),
        attachStorage: item.strings('attach-storage').map(storageId),
        endpointBindings: item.stringMap('endpoint-bindings'),
        resources: item.stringMap('resources'),
        force: item.bool('Force'),
      });
    }),
  };
}

/** Juju 4 deploys no charm of which a resource is missing; Juju 3 does, and the charm finds none. */
function checkAllResources(charm: Charm | undefined, item: Params): void {
  if (charm && charm.meta.resources.size !== Object.keys(item.stringMap('resources')).length)
    throw refused('not all pending resources for charm provided');
}

/** `Application.SetCharm`: `juju refresh`. @internal */
export function setCharm({ model }: Call, params: Params): void {
  for (const key of ['storage-constraints', 'storage-directives']) {
    if (Object.keys(params.record(key)).length > 0)
      throw notSupported('changing the storage of an application');
  }
  const channel = params.string('channel');
  model.setCharm(params.string('application'), {
    charmUrl: params.string('charm-url'),
    origin: checkedOrigin(params),
    ...(channel !== '' && { channel }),
    config: params.stringMap('config-settings'),
    configYaml: params.string('config-settings-yaml'),
    force: params.bool('force'),
    forceUnits: params.bool('force-units'),
    forceBase: params.bool('force-base'),
    resources: params.stringMap('resource-ids'),
    endpointBindings: params.stringMap('endpoint-bindings'),
  });
}

/** A storage tag without its kind: `data/0` of `storage-data-0`. @internal */
export function storageId(tag: string): string {
  const [, name, number] = /^storage-(.+)-(\d+)$/.exec(tag) ?? [];
  if (name === undefined || number === undefined)
    throw refused(`${JSON.stringify(tag)} is not a valid storage tag`);
  return `${name}/${number}`;
}

/** Clients name the model by its UUID, or by a word that stands for it. @internal */
export function modelPlacement(uuid: string): (params: Params) => Placement {
  return (params) => {
    const placement = fromPlacement(params);
    return placement.scope === 'model-uuid' ? { ...placement, scope: uuid } : placement;
  };
}

function checkedOrigin(item: Params): CharmOrigin {
  if (!item.has('charm-origin')) throw badRequest('charm origin source required');
  const origin = fromCharmOrigin(item.nested('charm-origin'));
  if (origin.source !== 'local' && origin.source !== 'charm-hub') {
    throw badRequest(`${JSON.stringify(origin.source)} not a valid charm origin source`);
  }
  if (origin.revision !== undefined) return origin;
  const [, revision] = /-(\d+)$/.exec(item.string('charm-url')) ?? [];
  return revision === undefined ? origin : { ...origin, revision: Number(revision) };
}

function storageDirectives(item: Params): Record<string, StorageDirective> {
  return Object.fromEntries(
    [...item.nestedMap('storage')].map(([name, value]) => [name, fromStorageDirective(value)]),
  );
}
