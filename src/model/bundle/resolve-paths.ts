import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { notValid } from '../../errors';
import { isRecord } from '../../is-record';
import { messageOf } from '../../message-of';
import { type BundleDocument, type Fields } from './bundle-data';

/**
 * A document without anything that is relative to where it lies: charms' and resources' paths are absolute, and files
 * that its options and annotations include are in it.
 *
 * @throws JujuError naming the value whose file cannot be read
 * @internal
 */
export async function resolvePaths(document: BundleDocument, directory: string): Promise<BundleDocument> {
  const resolved: BundleDocument = { ...document };
  for (const part of ['applications', 'machines'] as const) {
    const specs = document[part];
    if (specs) resolved[part] = await resolveSpecs(specs, part.slice(0, -1), directory);
  }
  return resolved;
}

async function resolveSpecs(
  specs: Record<string, Fields | null>,
  kind: string,
  directory: string,
): Promise<Record<string, Fields | null>> {
  const resolved: Record<string, Fields | null> = {};
  for (const [name, spec] of Object.entries(specs))
    resolved[name] = spec && (await resolveSpec(spec, `${kind} ${name}`, directory));
  return resolved;
}

async function resolveSpec(spec: Fields, owner: string, directory: string): Promise<Fields> {
  const { charm, resources, options, annotations } = spec;
  return {
    ...spec,
    ...(isRelative(charm) && { charm: resolve(directory, charm) }),
    ...(isRecord(resources) && { resources: absolute(resources, directory) }),
    ...(isRecord(options) && { options: await included(options, `option of ${owner}`, directory) }),
    ...(isRecord(annotations) && {
      annotations: await included(annotations, `annotation of ${owner}`, directory),
    }),
  };
}

const isRelative = (value: unknown): value is string =>
  typeof value === 'string' && /^\.{1,2}(?:[/\\]|$)/.test(value);

function absolute(resources: Fields, directory: string): Fields {
  return Object.fromEntries(
    Object.entries(resources).map(([name, value]) => [
      name,
      isRelative(value) ? resolve(directory, value) : value,
    ]),
  );
}

const directive = /^include-(file|base64):\/\/(.+)$/s;

async function included(values: Fields, what: string, directory: string): Promise<Fields> {
  const resolved: Fields = {};
  for (const [name, value] of Object.entries(values)) {
    const [, kind, path] = (typeof value === 'string' && directive.exec(value)) || [];
    if (path === undefined) resolved[name] = value;
    else {
      const content = await readFile(resolve(directory, path)).catch((cause: unknown) => {
        const words = messageOf(cause);
        throw notValid(`"${name}", an ${what}, includes ${path}, which cannot be read: ${words}`, cause);
      });
      resolved[name] = content.toString(kind === 'base64' ? 'base64' : 'utf8');
    }
  }
  return resolved;
}
