import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';

import { isRecord } from '../../is-record';
import { charmYaml } from '../../model/charm/charm-files';
import { charmMetadata } from '../../model/charm/charm-metadata';
import { readArchive } from '../../model/charm/read-archive';
import { CharmError } from '../../model/errors';

/**
 * A resource of a charm that is a file.
 *
 * @public
 */
export interface FileResource {
  readonly name: string;
  /** What the file is to be called on a unit. */
  readonly filename: string;
  /** `amd64`, `arm64` or `s390x`, where the resource is for one architecture; `undefined` where it is for all. */
  readonly arch: string | undefined;
  /** The name without its architecture: the same for those that stand for each other. */
  readonly nameWithoutArch: string;
  /** Where `downloadResources` puts it, below its folder. */
  readonly downloadPath: string;
}

/** What a packed charm says of its resources. @internal */
export interface ResourcedCharm {
  readonly name: string;
  readonly resources: Readonly<Record<string, FileResource>>;
}

/**
 * The resources of a packed charm that are files.
 *
 * @throws CharmError where there is no such charm, or where it makes no sense
 * @internal
 */
export async function fileResources(charm: unknown, rootDir: string): Promise<ResourcedCharm> {
  if (typeof charm !== 'string' || charm === '') {
    throw new TypeError(`The path of a packed charm is needed; got ${JSON.stringify(charm)}`);
  }
  const files = await readArchive(await bytesOf(charm, resolve(rootDir, charm)), charm);
  const { name } = charmMetadata(files, charm);
  const { resources } = charmYaml(files, 'metadata.yaml', charm);
  return { name, resources: withArchitectures(fileEntries(resources, charm)) };
}

/** Those that are for one architecture only. @internal */
export function archSpecific(
  resources: Readonly<Record<string, FileResource>>,
): Readonly<Record<string, FileResource>> {
  return Object.fromEntries(Object.entries(resources).filter(([, { arch }]) => arch !== undefined));
}

async function bytesOf(given: string, path: string): Promise<Buffer> {
  try {
    if ((await stat(path)).isDirectory()) {
      throw new CharmError(
        `${given} is a folder: its charm has to be packed, with opsTest.buildCharm`,
        given,
      );
    }
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof CharmError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new CharmError(`Failed to locate built charm ${given}: ${message}`, given, {
      code: code === 'ENOENT' ? 'not found' : 'not valid',
      cause,
    });
  }
}

function fileEntries(resources: unknown, charm: string): FileResource[] {
  if (!isRecord(resources)) return [];
  return Object.entries(resources).flatMap(([name, resource]) => {
    if (!isRecord(resource) || resource['type'] !== 'file') return [];
    const { filename } = resource;
    if (typeof filename !== 'string' || filename === '') {
      throw new CharmError(`The resource ${name} of the charm at ${charm} must have a "filename"`, charm);
    }
    return [fileResource(name, filename)];
  });
}

/** The last architecture in the name counts. */
function fileResource(name: string, filename: string): FileResource {
  const [, base, arch, tail = ''] = /^(\S+)-(amd64|arm64|s390x)(\S+)?/.exec(name) ?? [];
  const nameWithoutArch = base === undefined ? name : `${base}${tail}`;
  return { name, filename, arch, nameWithoutArch, downloadPath: `${name}/${filename}` };
}

/** One without an architecture, beside others of the same name that have one, is the one for amd64. */
function withArchitectures(resources: readonly FileResource[]): Readonly<Record<string, FileResource>> {
  const named = new Set(resources.filter(({ arch }) => arch).map(({ nameWithoutArch }) => nameWithoutArch));
  return Object.fromEntries(
    resources.map((resource) => [
      resource.name,
      named.has(resource.name) ? { ...resource, arch: 'amd64' } : resource,
    ]),
  );
}
