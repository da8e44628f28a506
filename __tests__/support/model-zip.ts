import { buffer } from 'node:stream/consumers';
import { fromBuffer, type ZipFile } from 'yauzl';

export interface ZipEntry {
  readonly name: string;
  /** The permissions, as `ls` would have them in octal. */
  readonly mode: string;
  readonly kind: 'file' | 'folder' | 'link';
  readonly text: string;
}

const kinds: Readonly<Record<number, ZipEntry['kind']>> = { 0o04: 'folder', 0o10: 'file', 0o12: 'link' };

/** What is in a zip archive, in its order. */
export async function unzipped(archive: Buffer): Promise<ZipEntry[]> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    fromBuffer(archive, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened))),
  );
  const entries: ZipEntry[] = [];
  return await new Promise((resolve, reject) => {
    zip.on('end', () => resolve(entries));
    zip.on('error', reject);
    zip.on('entry', (entry: { fileName: string; externalFileAttributes: number }) => {
      zip.openReadStream(entry as never, (error, stream) => {
        if (error) {
          reject(error);
          return;
        }
        const attributes = entry.externalFileAttributes >>> 16;
        void buffer(stream).then((content) => {
          entries.push({
            name: entry.fileName,
            mode: (attributes & 0o777).toString(8),
            kind: kinds[attributes >>> 12] ?? 'file',
            text: content.toString('utf8'),
          });
          zip.readEntry();
        }, reject);
      });
    });
    zip.readEntry();
  });
}
