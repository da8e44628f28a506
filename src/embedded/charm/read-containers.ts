import type { CharmContainer, CharmResource, CharmStorage } from './charm';
import type { YamlMap } from './yaml-map';

/** The resources under `resources`. @internal */
export function readResources(metadata: YamlMap): Map<string, CharmResource> {
  const resources = new Map<string, CharmResource>();
  const declared = metadata.map('resources');
  for (const name of declared.keys) resources.set(name, readResource(declared.map(name), name));
  return resources;
}

function readResource(resource: YamlMap, name: string): CharmResource {
  const type = resource.string('type', 'file');
  if (type !== 'file' && type !== 'oci-image') {
    throw resource.problem(
      `unsupported resource type "${type}"`,
      `Make "${resource.path}.type" "file" or "oci-image".`,
    );
  }
  const path = resource.string('filename', '');
  if (type === 'file' && path === '') {
    throw resource.problem('resource missing filename', `Add "${resource.path}.filename".`);
  }
  if (type === 'file' && path.includes('/')) {
    throw resource.problem(`filename cannot contain "/" (got "${path}")`, 'Give the file a plain name.');
  }
  return { name, type, path, description: resource.string('description', '') };
}

/** The workload containers under `containers`. @internal */
export function readContainers(
  metadata: YamlMap,
  resources: ReadonlyMap<string, CharmResource>,
  storage: ReadonlyMap<string, CharmStorage>,
): Map<string, CharmContainer> {
  const containers = new Map<string, CharmContainer>();
  const declared = metadata.map('containers');
  for (const name of declared.keys) {
    containers.set(name, readContainer(declared.map(name), name, resources, storage));
  }
  return containers;
}

function readContainer(
  container: YamlMap,
  name: string,
  resources: ReadonlyMap<string, CharmResource>,
  storage: ReadonlyMap<string, CharmStorage>,
): CharmContainer {
  const resource = container.string('resource', '');
  checkImage(container, resource, resources);
  const uid = readUserId(container, name, 'uid');
  const gid = readUserId(container, name, 'gid');
  return {
    resource,
    mounts: container.maps('mounts').map((mount) => readMount(mount, storage)),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  };
}

function checkImage(
  container: YamlMap,
  resource: string,
  resources: ReadonlyMap<string, CharmResource>,
): void {
  if (resource === '') return;
  const found = resources.get(resource);
  if (found === undefined) {
    throw container.problem(
      `parsing containers: referenced resource "${resource}" not found`,
      `Declare "${resource}" under "resources", of type "oci-image".`,
    );
  }
  if (found.type !== 'oci-image') {
    throw container.problem(
      `parsing containers: referenced resource "${resource}" is not a oci-image`,
      `Give the resource "${resource}" the type "oci-image".`,
    );
  }
}

function readMount(
  mount: YamlMap,
  storage: ReadonlyMap<string, CharmStorage>,
): { storage: string; location: string } {
  const name = mount.string('storage');
  if (!storage.has(name)) {
    throw mount.problem(
      `parsing containers: storage "${name}" not valid`,
      `Declare "${name}" under "storage".`,
    );
  }
  return { storage: name, location: mount.string('location') };
}

function readUserId(container: YamlMap, name: string, key: 'uid' | 'gid'): number | undefined {
  const id = container.integer(key);
  if (id !== undefined && id >= 1000 && id < 10_000) {
    throw container.problem(
      `parsing containers: container "${name}" has invalid ${key} ${id}: ${key} cannot be in reserved range 1000-9999`,
      'Choose 0-999, or 10000 and above.',
    );
  }
  return id;
}
