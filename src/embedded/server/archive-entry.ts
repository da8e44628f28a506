import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { Entry, ZipFile } from 'yauzl';
import { notFound } from '../api-error';

/** One file of a charm's archive, byte for byte. @internal */
export async function readArchiveEntry(archive: Buffer, path: string): Promise<Buffer> {
  // Hardly any client asks for a single file: the zip library is loaded by the first that does.
  const { fromBuffer } = await import('yauzl');
  const open = promisify<Buffer, { lazyEntries: true }, ZipFile>(fromBuffer);
  const zip = await open(archive, { lazyEntries: true });
  const entry = await findEntry(zip, path);
  const stream = await promisify<Entry, Readable>(zip.openReadStream.bind(zip))(entry);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function findEntry(zip: ZipFile, path: string): Promise<Entry> {
  for (let left = zip.entryCount; left > 0; left -= 1) {
    zip.readEntry();
    const [entry] = (await once(zip, 'entry')) as [Entry];
    if (entry.fileName === path) return entry;
  }
  throw notFound(`charm file ${JSON.stringify(path)}`);
}
