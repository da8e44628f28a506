import { readFile, stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { join, resolve } from 'node:path';
import { ZipFile } from 'yazl';
import { JujuError } from '../../errors';
import { messageOf } from '../../message-of';
import { rememberFolder } from '../../packed-folders';
import type { CharmContents } from '../charm/charm';
import { openDirectory } from '../charm/directory-files';
import { readCharmArchive } from '../charm/read-charm';
import type { CharmhubRelease, CharmhubResource } from './options';

/** Reads a charm that is released: a `.charm` file, or a folder, which is packed. @internal */
export async function loadRelease(
  name: string,
  { path }: CharmhubRelease,
): Promise<CharmContents & { readonly archive: Buffer }> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw new JujuError(`There is no charm at ${path}, which "${name}" of Charmhub shall be`, {
      code: 'not found',
    });
  }
  try {
    const archive = found.isDirectory() ? await zipped(path) : await readFile(path);
    return await readRelease(archive);
  } catch (cause) {
    throw new JujuError(
      `There is no charm at ${path}, which "${name}" of Charmhub shall be: ${messageOf(cause)}`,
      { code: 'not valid', cause },
    );
  }
}

/** The same of what is in memory. @internal */
export async function readRelease(archive: Buffer): Promise<CharmContents & { readonly archive: Buffer }> {
  return { ...(await readCharmArchive(archive)), archive };
}

async function zipped(directory: string): Promise<Buffer> {
  const { paths } = await openDirectory(directory);
  const zip = new ZipFile();
  for (const path of paths.toSorted()) {
    const file = join(directory, path);
    const isExecutable = ((await stat(file)).mode & 0o100) !== 0;
    zip.addBuffer(await readFile(file), path, { mode: isExecutable ? 0o100_755 : 0o100_644 });
  }
  zip.end();
  const archive = await buffer(zip.outputStream);
  rememberFolder(archive, resolve(directory));
  return archive;
}

/** The content of a resource, and its revision where it matters. @internal */
export interface ReadResource {
  readonly content: Buffer;
  readonly revision: number | undefined;
}

/** Reads a resource: a file, or what it shall hold. @internal */
export async function readResource(
  charm: string,
  name: string,
  source: CharmhubResource,
): Promise<ReadResource> {
  if (Buffer.isBuffer(source)) return { content: source, revision: undefined };
  if (typeof source !== 'string') return { content: Buffer.from(source.content), revision: source.revision };
  const content = await readFile(source).catch((cause: unknown) => {
    const words = messageOf(cause);
    throw new JujuError(`The resource "${name}" of "${charm}" cannot be read: ${words}`, { cause });
  });
  return { content, revision: undefined };
}
