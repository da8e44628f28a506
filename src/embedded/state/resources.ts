import { createHash, randomUUID } from 'node:crypto';
import { notFound, refused } from '../api-error';
import type { CharmResource } from '../charm/charm';
import type { Application, Charm, Resource } from './entities';
import type { Model } from './model';

/** What a client says of a resource before it exists. @internal */
export interface WantedResource extends CharmResource {
  readonly origin: 'upload' | 'store';
  readonly revision: number;
  /** Of one from Charmhub, which needs no upload. */
  readonly content?: Buffer;
}

/** A resource that waits for its application, or for its content. */
export interface PendingResource {
  readonly application: string;
  resource: Resource;
}

/** What is put into a resource. */
export interface ResourceUpload {
  readonly content: Buffer;
  readonly filename: string;
  readonly username: string;
}

/** Notes a resource that a deployment or a refresh will refer to by the id that is given back. @internal */
export function addPendingResource(model: Model, application: string, wanted: WantedResource): string {
  const pendingId = randomUUID();
  const id = model.profile.series === '3.6' ? `${application}/${wanted.name}` : pendingId;
  model.pendingResources.set(pendingId, { application, resource: newResource(model, id, wanted) });
  return pendingId;
}

/**
 * What Juju 4 does instead for an application that exists: the resource is another one at once, and units take it when
 * they upgrade.
 *
 * @internal
 */
export function replaceResource(model: Model, application: Application, wanted: WantedResource): string {
  const before = application.resources.get(wanted.name);
  if (before === undefined) throw refused(`resource ${JSON.stringify(wanted.name)}: resource not found`);
  const { type, path, description } = before;
  const resource = newResource(model, randomUUID(), { ...wanted, type, path, description });
  application.resources.set(wanted.name, resource);
  if (wanted.origin === 'store') touch(model, application);
  return resource.id;
}

/** Refuses ids of resources that are not pending for this application. @internal */
export function checkPending(
  model: Model,
  application: string,
  charm: Charm,
  ids: Readonly<Record<string, string>>,
): void {
  for (const [name, id] of Object.entries(ids)) {
    if (!charm.meta.resources.has(name)) throw refused(`charm "${charm.name}" has no resource "${name}"`);
    findPending(model, application, name, id);
  }
}

/** The resources of these ids, which are pending no longer. @internal */
export function takePending(
  model: Model,
  application: string,
  charm: Charm,
  ids: Readonly<Record<string, string>>,
): Map<string, Resource> {
  checkPending(model, application, charm, ids);
  return new Map(
    Object.entries(ids).map(([name, id]) => {
      const { resource } = findPending(model, application, name, id);
      model.pendingResources.delete(id);
      return [name, resource];
    }),
  );
}

/** Puts content into a resource of an application, whose units upgrade to it. @internal */
export function attachResource(
  model: Model,
  application: Application,
  name: string,
  upload: ResourceUpload,
): Resource {
  const before = application.resources.get(name);
  if (before === undefined) throw unknownResource(model, application.name, name);
  const id = model.profile.series === '3.6' ? before.id : randomUUID();
  const resource = filled({ ...before, id }, upload);
  application.resources.set(name, resource);
  touch(model, application);
  return resource;
}

/** Puts content into a resource that is pending. @internal */
export function uploadPending(
  model: Model,
  application: string,
  name: string,
  pendingId: string,
  upload: ResourceUpload,
): Resource {
  const replaced = model.applications.get(application)?.resources.get(name);
  if (replaced?.id === pendingId) {
    const resource = filled(replaced, upload);
    model.application(application).resources.set(name, resource);
    return resource;
  }
  const pending = findPending(model, application, name, pendingId);
  pending.resource = filled(pending.resource, upload);
  return pending.resource;
}

/** The resource with its content, as `juju-resource` routes and `resource-get` give it. @internal */
export function openResource(
  model: Model,
  application: string,
  name: string,
): Resource & { content: Buffer } {
  const resource = model.application(application).resources.get(name);
  if (resource === undefined) throw unknownResource(model, application, name);
  const { content } = resource;
  if (content !== undefined) return { ...resource, content };
  throw model.profile.series === '3.6'
    ? notFound(`resource ${JSON.stringify(name)}`)
    : notFound(`resource ${name} of application ${application} has no blob downloaded on controller`);
}

function unknownResource(model: Model, application: string, name: string): Error {
  return model.profile.series === '3.6'
    ? notFound(`resource#${application}/${name}`)
    : notFound(`application ${JSON.stringify(application)}, resource ${JSON.stringify(name)}`);
}

function findPending(model: Model, application: string, name: string, id: string): PendingResource {
  const pending = model.pendingResources.get(id);
  if (pending?.application !== application || pending.resource.name !== name)
    throw notFound(`pending resource ${JSON.stringify(name)} (${id})`);
  return pending;
}

function newResource(model: Model, id: string, wanted: WantedResource): Resource {
  const { name, type, path, description, origin, revision, content } = wanted;
  return {
    ...{ name, type, path, description, id, origin, username: '' },
    revision: origin === 'store' ? revision : 0,
    ...measured(content),
    // Juju 3 has the time of the content, Juju 4 that of the record.
    timestamp: content !== undefined || model.profile.series === '4.0' ? new Date() : undefined,
    content,
  };
}

/** Refuses a file with another extension than the charm gives it: somebody mixed them up. */
function filled(resource: Resource, { content, filename, username }: ResourceUpload): Resource {
  const expected = extension(resource.path);
  if (resource.type === 'file' && extension(filename) !== expected) {
    throw refused(
      `incorrect extension on resource upload ${JSON.stringify(filename)}, expected ${JSON.stringify(expected)}`,
    );
  }
  const timestamp = new Date();
  return { ...resource, origin: 'upload', revision: 0, ...measured(content), username, timestamp, content };
}

function measured(content: Buffer | undefined): Pick<Resource, 'fingerprint' | 'size'> {
  if (content === undefined) return { fingerprint: '', size: 0 };
  return { fingerprint: createHash('sha384').update(content).digest('hex'), size: content.length };
}

/** Go's `path.Ext`. */
function extension(path: string): string {
  return /\.[^./]*$/.exec(path)?.[0] ?? '';
}

function touch(model: Model, application: Application): void {
  application.charmModifiedVersion += 1;
  model.note('application', application.name);
}
