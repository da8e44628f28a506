import type { CharmFiles } from './charm-files';
import type { Readable } from 'node:stream';
import { CharmError } from './charm-error';
import { maxDescriptionSize } from './charm-files';
import * as yauzl from 'yauzl';

/** An archive with more entries than this is an attack or an accident. */
const maxEntries = 100_000;

/**
 * The files of a `.charm` archive. Nothing is unpacked to disk; names that lead out of the charm are refused.
 *
 * @internal
 */
export async function openArchive(archive: Buffer): Promise<CharmFiles> {
  const zip = await open(archive);
  const entries = await readEntries(zip);
  return {
    paths: [...entries.keys()],
    async read(path) {
      const entry = entries.get(path);
      return entry === undefined ? undefined : await readEntry(zip, entry);
    },
  };
}

async function open(archive: Buffer): Promise<yauzl.ZipFile> {
  try {
    return await new Promise((resolve, reject) => {
      yauzl.fromBuffer(archive, { lazyEntries: true, strictFileNames: true }, (error, zip) => {
        // The types say that `zip` is always there; an error comes without one.
        if (error as unknown) reject(asError(error));
        else resolve(zip);
      });
    });
  } catch (cause) {
    throw notAnArchive(cause);
  }
}

async function readEntries(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  if (zip.entryCount > maxEntries) {
    throw new CharmError('', `it has ${zip.entryCount} entries`, `Pack fewer than ${maxEntries} files.`);
  }
  try {
    return await new Promise((resolve, reject) => {
      const entries = new Map<string, yauzl.Entry>();
      zip.on('error', reject);
      zip.on('end', () => resolve(entries));
      zip.on('entry', (entry: yauzl.Entry) => {
        if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
        zip.readEntry();
      });
      zip.readEntry();
    });
  } catch (cause) {
    throw notAnArchive(cause, `zip: ${asError(cause).message.replace(/\.$/, '')}`);
  }
}

async function readEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<string> {
  if (entry.uncompressedSize > maxDescriptionSize) throw tooLarge(entry.fileName);
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => {
      if (error as unknown) reject(asError(error));
      else resolve(opened);
    });
  });
  const chunks: Buffer[] = [];
  let size = 0;
  // The size in the directory of a zip is only a claim: count what really comes.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxDescriptionSize) throw tooLarge(entry.fileName);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}

/** Go's own words for what has no directory of a zip; for the rest what the library found. */
function notAnArchive(cause: unknown, problem = 'zip: not a valid zip file'): CharmError {
  const error = new CharmError('', problem, 'A charm is a zip archive as `charmcraft pack` makes it.');
  error.cause = cause;
  return error;
}

function tooLarge(file: string): CharmError {
  return new CharmError(
    file,
    `it is larger than ${maxDescriptionSize} bytes`,
    'Such a file describes a charm and is small.',
  );
}
