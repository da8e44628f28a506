import { randomUUID } from 'node:crypto';
import { copyFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { fileError } from '../file-error';

/**
 * Runs something that writes a file. Where it fails, the file is what it was before: the old one, or none.
 *
 * @throws what `work` throws; JujuError where the file cannot be saved before, and nothing is begun then
 * @internal
 */
export async function keepFile<T>(path: string, work: () => Promise<T>): Promise<T> {
  // Beside it, so that it can be put back when the disk is full.
  const saved = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  const wasThere = await save(path, saved);
  try {
    return await work();
  } catch (error) {
    // What is wrong is why it failed, whatever becomes of the file.
    await (wasThere ? rename(saved, path) : rm(path, { force: true })).catch(() => undefined);
    throw error;
  } finally {
    await rm(saved, { force: true });
  }
}

async function save(path: string, saved: string): Promise<boolean> {
  try {
    await copyFile(path, saved);
    return true;
  } catch (cause) {
    // Nothing is there; that there is no such folder, the program says.
    if (['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return false;
    await rm(saved, { force: true });
    throw fileError(`${path} would be written anew, and cannot be saved before`, cause);
  }
}
