import { annotated, badRequest } from '../api-error';
import { createHash } from 'node:crypto';
import type { CharmResource } from '../charm/charm';
import { parseCharmUrl } from '../charm/charm-url';
import type { Params } from '../server/params';
import { toWireError } from '../server/wire-error';
import { storeResource } from '../charmhub/store-resource';
import type { ControllerState } from '../state/controller-state';
import type { Application, Resource } from '../state/entities';
import type { Model } from '../state/model';
import { addPendingResource, replaceResource, type WantedResource } from '../state/resources';
import type { Call, Facade } from './facade';
import { reader, writer } from './facade';
import { each } from './results';
import { fromTag, unitTag } from './tags';
import { fromCharmOrigin, noTime } from './wire-values';

/** `Resources`: what applications need beside their charm. @internal */
export const resources: Facade = {
  name: 'Resources',
  versions: { '3.6': [3], '4.0': [3] },
  methods: {
    AddPendingResources: writer(addPendingResources),
    ListResources: reader(listResources),
  },
};

const nothing = { resources: null, 'charm-store-resources': null, 'unit-resources': null };

function listResources({ model, state }: Call, params: Params): object {
  const results = each(params.list('entities'), (entity) => {
    const name = applicationOf(entity.string('tag'));
    const application = model.applications.get(name);
    // Juju 3 knows of nothing wrong with an application that has no resources, whether it exists or not.
    if (application === undefined && model.profile.series === '4.0') model.application(name);
    const all = [...(application?.resources.values() ?? [])];
    return {
      resources: listed(all.map((resource) => toResource(name, resource))),
      'charm-store-resources': application ? inStore(state, application) : [],
      'unit-resources': listed(application ? unitResources(application) : []),
    };
  });
  return { results: results.map((result) => ('error' in result ? { ...nothing, ...result } : result)) };
}

function addPendingResources(call: Call, params: Params): object {
  try {
    return { 'pending-ids': pendingIds(call, params) };
  } catch (error) {
    return { 'pending-ids': null, error: toWireError(error) };
  }
}

function pendingIds(call: Call, params: Params): string[] {
  const { model } = call;
  const name = applicationOf(params.string('tag'));
  const url = params.string('url');
  // Juju 4 looks at the charm; older clients of Juju 3 do not even tell which it is.
  const { schema } = url === '' && model.profile.series === '3.6' ? { schema: 'none' } : parseCharmUrl(url);
  const wanted = params.list('resources').map((item) => {
    const given = fromCharmResource(item);
    if (schema === 'local') return { ...given, origin: 'upload' as const, revision: 0 };
    const origin = fromCharmOrigin(params.nested('charm-origin'));
    return schema === 'ch'
      ? storeResource(call.state.charmhub.entries, parseCharmUrl(url).name, origin, given)
      : given;
  });
  const application = model.applications.get(name);
  return wanted.map((resource) =>
    application !== undefined && model.profile.series === '4.0'
      ? replaceResource(model, application, resource)
      : addPendingResource(model, name, declared(model, url, resource)),
  );
}

/** Juju 4 keeps resources of charms; what the client says of them counts for nothing. */
function declared(model: Model, url: string, wanted: WantedResource): WantedResource {
  if (model.profile.series === '3.6') return wanted;
  const meta = model.charms.get(url)?.meta.resources.get(wanted.name);
  if (meta !== undefined) return { ...wanted, ...meta };
  throw annotated(new Error('charm or charm resource does not exist'), 'failed to add resources');
}

function fromCharmResource(item: Params): WantedResource {
  const name = item.string('name');
  const type = item.string('type');
  const origin = item.string('origin');
  const bad = (what: string) => annotated(badRequest(what), `bad resource info for ${JSON.stringify(name)}`);
  if (type !== 'file' && type !== 'oci-image') throw bad(`unsupported resource type ${JSON.stringify(type)}`);
  if (origin !== 'upload' && origin !== 'store') throw bad(`unknown origin ${JSON.stringify(origin)}`);
  const meta: CharmResource = {
    ...{ name, type },
    path: item.string('path'),
    description: item.string('description'),
  };
  return { ...meta, origin, revision: item.int('revision') };
}

function applicationOf(tag: string): string {
  try {
    return fromTag(tag, 'application');
  } catch (error) {
    throw badRequest((error as Error).message);
  }
}

function unitResources({ name, units, unitResources: fetched }: Application): object[] {
  return [...units.keys()].map((unit) => {
    const own = [...(fetched.get(unit)?.values() ?? [])].map((resource) => toResource(name, resource));
    return { tag: unitTag(unit), resources: listed(own), 'download-progress': null };
  });
}

/** What Charmhub has now. Juju 3 says the same of its own resources, of charms that are not from there. */
function inStore(state: ControllerState, { origin, charm, resources: own }: Application): object[] {
  if (origin.source !== 'charm-hub')
    return state.profile.series === '3.6' ? [...own.values()].map(toCharmResource) : [];
  return [...charm.meta.resources.values()].flatMap((meta) => {
    const latest = storeResource(state.charmhub.entries, charm.name, origin, {
      ...meta,
      origin: 'store',
      revision: -1,
    });
    return latest.content === undefined ? [] : [toCharmResource(fromStore(latest))];
  });
}

function fromStore(wanted: WantedResource): Resource {
  const { content } = wanted;
  return {
    ...wanted,
    ...{ id: '', username: '', timestamp: undefined, content },
    fingerprint: content === undefined ? '' : sha384(content),
    size: content?.length ?? 0,
  };
}

/** A resource as the wire has it; `pendingId` is for one that waits for its application. @internal */
export function toResource(application: string, resource: Resource, pendingId = ''): object {
  return {
    ...toCharmResource(resource),
    id: resource.id,
    'pending-id': pendingId,
    application,
    username: resource.username,
    timestamp: resource.timestamp?.toISOString() ?? noTime,
  };
}

function toCharmResource(resource: Resource): object {
  const { name, type, path, description, origin, revision, fingerprint, size } = resource;
  return {
    ...{ name, type, path },
    ...(description !== '' && { description }),
    ...{ origin, revision },
    fingerprint: Buffer.from(fingerprint, 'hex').toString('base64'),
    size,
  };
}

const sha384 = (content: Buffer): string => createHash('sha384').update(content).digest('hex');

const listed = (items: readonly object[]): readonly object[] | null => (items.length === 0 ? null : items);
