import { stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dump } from 'js-yaml';
import { JujuError } from '../../errors';
import { fileContent, type ResourceContent } from '../../juju/resource-upload';

/**
 * What a resource shall be: the path of a file or its bytes; an OCI image; or the revision of it that Charmhub has. The
 * path of an image's resource is its reference, unless it begins with `./`, `../` or `/`.
 *
 * @public
 */
export type ResourceInput =
  | string
  | URL
  | Uint8Array
  | number
  | { readonly path: string }
  | { readonly image: string; readonly username?: string; readonly password?: string };

/** What a charm says of a resource. @internal */
export interface ResourceDefinition {
  readonly name: string;
  readonly type: string;
  /** The name that the unit gives a file. */
  readonly filename: string;
  readonly description: string;
}

/** A resource that was looked at: a revision of Charmhub's, or something to upload. @internal */
export type CheckedResource =
  | { readonly definition: ResourceDefinition; readonly revision: number }
  | { readonly definition: ResourceDefinition; readonly content: ResourceContent };

/** Whose resources they are. @internal */
export interface ResourceOwner {
  /** `the charm web`. */
  readonly title: string;
  readonly definitions: readonly ResourceDefinition[];
  /** Whether Charmhub has revisions of them. */
  readonly isFromStore: boolean;
}

/**
 * Looks at resources before anything is changed: that the charm has them, that the files are there and are called as
 * Juju wants them.
 *
 * @param directory - what relative paths are relative to
 * @throws JujuError naming the resource and what is wrong with it
 * @internal
 */
export async function checkResources(
  inputs: Readonly<Record<string, ResourceInput>>,
  owner: ResourceOwner,
  directory: string,
): Promise<CheckedResource[]> {
  if (typeof inputs !== 'object' || (inputs as unknown) === null || Array.isArray(inputs))
    throw new TypeError(`resources must be an object of names and sources; got ${JSON.stringify(inputs)}`);
  const checked: CheckedResource[] = [];
  for (const [name, input] of Object.entries(inputs)) {
    const definition = owner.definitions.find((each) => each.name === name);
    if (!definition) throw unknownResource(name, owner);
    checked.push(await checkResource(input, definition, owner, directory));
  }
  return checked;
}

function unknownResource(name: string, { title, definitions }: ResourceOwner): JujuError {
  const known = definitions.map((each) => each.name);
  const advice = known.length === 0 ? 'It has none.' : `It has: ${known.join(', ')}.`;
  return new JujuError(`There is no resource "${name}" in ${title}. ${advice}`, { code: 'not found' });
}

async function checkResource(
  input: ResourceInput,
  definition: ResourceDefinition,
  owner: ResourceOwner,
  directory: string,
): Promise<CheckedResource> {
  if (typeof input === 'number') return revisionOf(input, definition, owner);
  const isImage = definition.type === 'oci-image';
  // A view of bytes of whichever realm.
  if (ArrayBuffer.isView(input)) {
    const content = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
    return { definition, content: bytes(content, definition.filename || definition.name) };
  }
  if (isImageInput(input)) {
    if (!isImage)
      throw wrong(definition, owner, 'is a file, not an image', 'Give a path, or a Buffer of its content.');
    return { definition, content: imageContent(input, definition) };
  }
  if (isImage && typeof input === 'string' && !/^(?:\.{1,2})?\//.test(input))
    return { definition, content: imageContent({ image: input }, definition) };
  return {
    definition,
    content: await fileOf(pathOf(input, definition, owner), definition, owner, directory),
  };
}

function isImageInput(input: ResourceInput): input is Extract<ResourceInput, { image: string }> {
  return typeof input === 'object' && (input as object | null) !== null && 'image' in input;
}

function revisionOf(revision: number, definition: ResourceDefinition, owner: ResourceOwner): CheckedResource {
  if (!Number.isSafeInteger(revision) || revision < 0) {
    throw wrong(
      definition,
      owner,
      `cannot be ${String(revision)}`,
      'A revision is a whole number, 0 or more.',
    );
  }
  if (owner.isFromStore) return { definition, revision };
  throw wrong(
    definition,
    owner,
    `cannot be revision ${String(revision)}`,
    'Only Charmhub has revisions; to a local charm give a path, a Buffer or { image }.',
  );
}

function pathOf(
  input: string | URL | { readonly path: string },
  definition: ResourceDefinition,
  owner: ResourceOwner,
): string {
  if (input instanceof URL) return fileURLToPath(input);
  if (typeof input === 'string') return input;
  const path: unknown = (input as { path?: unknown } | null)?.path;
  if (typeof path === 'string') return path;
  throw wrong(
    definition,
    owner,
    `cannot be ${JSON.stringify(input)}`,
    'Give a path, a Buffer, { image }, or a revision.',
  );
}

async function fileOf(
  given: string,
  definition: ResourceDefinition,
  owner: ResourceOwner,
  directory: string,
): Promise<ResourceContent> {
  const path = resolve(directory, given);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) {
    const what = found ? 'is no file' : 'does not exist';
    throw wrong(definition, owner, `cannot be ${given}: that ${what} (looked for ${path})`, '', 'not found');
  }
  const expected = extname(definition.filename);
  if (definition.type === 'file' && extname(path) !== expected) {
    throw wrong(
      definition,
      owner,
      `is called "${definition.filename}", and "${basename(path)}" has another extension, which Juju refuses`,
      'Rename the file, or give its content as a Buffer.',
    );
  }
  return fileContent(path, basename(path), found.size);
}

/** Juju takes an image as a document that says where it is. */
function imageContent(
  { image, username = '', password = '' }: { image: string; username?: string; password?: string },
  { name }: ResourceDefinition,
): ResourceContent {
  return bytes(Buffer.from(dump({ registrypath: image, username, password })), `${name}.yaml`);
}

function bytes(content: Buffer, filename: string): ResourceContent {
  return { filename, size: content.length, open: () => content };
}

function wrong(
  { name }: ResourceDefinition,
  { title }: ResourceOwner,
  problem: string,
  advice: string,
  code = 'not valid',
): JujuError {
  return new JujuError(`The resource "${name}" of ${title} ${problem}. ${advice}`.trimEnd(), { code });
}
