import { buffer } from 'node:stream/consumers';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { messageOf } from '../../message-of';
import { CharmError } from '../errors';
import { type CharmFileName, charmFileNames, type CharmFiles } from './charm-files';

/**
 * The files in a `.charm` archive that say what the charm is.
 *
 * @throws CharmError where it is no archive
 * @internal
 */
export async function readArchive(archive: Buffer, path: string): Promise<CharmFiles> {
  try {
    return await filesOf(await open(archive));
  } catch (cause) {
    const words = messageOf(cause);
    throw new CharmError(`${path} is not a charm: it cannot be read as a zip archive (${words})`, path, {
      cause,
    });
  }
}

/**
 * The text of one file of an archive.
 *
 * @throws CharmError where it is no archive, or has no such file
 * @internal
 */
export async function readArchiveText(archive: Buffer, file: string, title: string): Promise<string> {
  try {
    const zip = await open(archive);
    for (let entry = await nextEntry(zip); entry; entry = await nextEntry(zip))
      if (entry.fileName === file) return (await contentOf(zip, entry)).toString();
  } catch (cause) {
    const words = messageOf(cause);
    throw new CharmError(`${title} cannot be read as a zip archive (${words})`, file, { cause });
  }
  throw new CharmError(`${title} has no ${file}`, file);
}

function open(archive: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(archive, { lazyEntries: true }, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

async function filesOf(zip: ZipFile): Promise<CharmFiles> {
  const found: Partial<Record<CharmFileName, string>> = {};
  for (let entry = await nextEntry(zip); entry; entry = await nextEntry(zip)) {
    const { fileName } = entry;
    const name = charmFileNames.find((known) => known === fileName);
    if (name) found[name] = (await contentOf(zip, entry)).toString();
  }
  return found;
}

/** The next entry; `undefined` after the last. */
function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void) => {
      zip.removeListener('entry', onEntry);
      zip.removeListener('end', onEnd);
      zip.removeListener('error', onError);
      settle();
    };
    const onEntry = (entry: Entry) => done(() => resolve(entry));
    const onEnd = () => done(() => resolve(undefined));
    const onError = (error: Error) => done(() => reject(error));
    zip.once('entry', onEntry).once('end', onEnd).once('error', onError);
    zip.readEntry();
  });
}

function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(error);
      else buffer(stream).then(resolve, reject);
    });
  });
}

/** One file in a zip archive; `undefined` where it has none of that name. @internal */
export async function readArchiveFile(archive: Buffer, name: string): Promise<Buffer | undefined> {
  const zip = await open(archive);
  for (let entry = await nextEntry(zip); entry; entry = await nextEntry(zip)) {
    if (entry.fileName === name) return await contentOf(zip, entry);
  }
  return undefined;
}
