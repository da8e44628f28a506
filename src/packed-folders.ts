import { createHash } from 'node:crypto';

/** Folders by the sums of the archives that they were packed into. */
const folders = new Map<string, string>();

/**
 * Remembers what folder an archive was packed from, for an embedded controller in this process: what lies beside the sources
 * and is not packed, such as a virtual environment, is found there. Controllers elsewhere are told nothing.
 *
 * @param folder - its absolute path
 * @internal
 */
export function rememberFolder(archive: Buffer, folder: string): void {
  folders.set(sumOf(archive), folder);
}

/** The folder that an archive was packed from last, where this process did. @internal */
export function folderOf(archive: Buffer): string | undefined {
  return folders.get(sumOf(archive));
}

const sumOf = (archive: Buffer): string => createHash('sha256').update(archive).digest('hex');
