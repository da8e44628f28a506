import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../message-of';
import { rememberFolder } from '../../packed-folders';
import { CharmError } from '../errors';
import { type CharmFileName, charmFileNames, type CharmFiles } from './charm-files';
import { charmMetadata, type CharmMetadata } from './charm-metadata';
import { charmPath, type CharmPath, type CharmSource } from './charm-path';
import { packCharm } from './pack-charm';
import { readArchive } from './read-archive';

/** A charm of this machine, ready to be uploaded. @internal */
export interface LocalCharm extends CharmMetadata {
  /** The whole archive. */
  readonly archive: Buffer;
}

/**
 * Reads a charm: a `.charm` file as it is, a folder by packing it.
 *
 * @param directory - what relative paths are relative to
 * @throws CharmError where there is none, or where it makes no sense
 * @internal
 */
export async function localCharm(source: CharmSource, directory: string): Promise<LocalCharm> {
  const path = charmPath(source, directory);
  return path.isDirectory ? await fromFolder(path) : await fromArchive(path);
}

async function fromFolder({ given, absolute }: CharmPath): Promise<LocalCharm> {
  try {
    const files = await filesOf(absolute);
    const metadata = charmMetadata(files, given);
    const archive = await packCharm(absolute, files);
    rememberFolder(archive, absolute);
    return { ...metadata, archive };
  } catch (cause) {
    // What the system refuses; it names the file.
    if ((cause as NodeJS.ErrnoException).syscall === undefined) throw cause;
    throw unreadable(given, cause);
  }
}

function unreadable(given: string, cause: unknown): CharmError {
  return new CharmError(`The charm at ${given} cannot be read: ${messageOf(cause)}`, given, { cause });
}

async function fromArchive({ given, absolute }: CharmPath): Promise<LocalCharm> {
  const archive = await readFile(absolute).catch((cause: unknown) => {
    throw unreadable(given, cause);
  });
  return { ...charmMetadata(await readArchive(archive, given), given), archive };
}

async function filesOf(folder: string): Promise<CharmFiles> {
  const files: Partial<Record<CharmFileName, string>> = {};
  for (const name of charmFileNames) {
    const text = await readFile(join(folder, name), 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (text !== undefined) files[name] = text;
  }
  return files;
}
