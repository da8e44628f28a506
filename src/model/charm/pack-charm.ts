import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { CharmFiles } from './charm-files';
import { charmFilesFor } from './charmcraft-files';
import { type CharmEntry, walkCharm } from './walk-charm';

type ArchiveEntry = CharmEntry | { readonly kind: 'text'; readonly name: string; readonly text: string };

/** What the time of day must not change. By local time, for that is what a zip archive holds. */
const mtime = new Date(1980, 0, 1);
const regular = 0o100_000;
const folder = 0o040_000;
const link = 0o120_000;

/**
 * Packs a charm's folder into an archive, much as `juju deploy` of a folder once did. The same folder gives the same
 * bytes, so that the controller sees that it has the charm already.
 *
 * What `charmcraft pack` would write is written here too: metadata.yaml, config.yaml, actions.yaml and manifest.yaml, out
 * of a charmcraft.yaml that holds everything. The charm is not built, though: a charm that needs its dependencies
 * installed has to be packed by charmcraft.
 *
 * @param files - those of the folder that say what the charm is
 * @internal
 */
export async function packCharm(root: string, files: CharmFiles): Promise<Buffer> {
  const zip = new ZipFile();
  const made = charmFilesFor(files, root);
  const entries: ArchiveEntry[] = [
    ...walkCharm(root).filter(({ name }) => !Object.hasOwn(made, name)),
    ...Object.entries(made).map(([name, text]) => ({ kind: 'text' as const, name, text })),
  ];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) await add(zip, entry);
  zip.end();
  return await buffer(zip.outputStream);
}

async function add(zip: ZipFile, entry: ArchiveEntry): Promise<void> {
  const options = (mode: number) => ({ mtime, mode, forceDosTimestamp: true });
  switch (entry.kind) {
    case 'file':
      // Only who may execute a file matters; the rest depends on the machine that packs.
      zip.addBuffer(
        await readFile(entry.absolute),
        entry.name,
        options(regular | (entry.isExecutable ? 0o755 : 0o644)),
      );
      break;
    case 'link':
      zip.addBuffer(Buffer.from(entry.target), entry.name, { ...options(link | 0o777), compress: false });
      break;
    case 'folder':
      zip.addEmptyDirectory(entry.name, options(folder | 0o755));
      break;
    case 'text':
      zip.addBuffer(Buffer.from(entry.text), entry.name, options(regular | 0o644));
      break;
  }
}
