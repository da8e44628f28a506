import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { JujuError } from '../../errors';
import { messageOf } from '../../message-of';
import { fileDigest } from './file-digest';

/**
 * Puts a copy of a file into a folder, also of another file system: whole, or not at all, and never over a different
 * file of that name, which somebody may still be deploying. For that one the copy goes into a folder `2`, `3` … there.
 *
 * @returns where it is
 * @throws JujuError where it cannot be written; the file itself stays
 * @internal
 */
export async function placeFile(path: string, folder: string, digest?: string): Promise<string> {
  const name = basename(path);
  const part = join(folder, `.${randomUUID()}.part`);
  try {
    await copyFile(path, part, constants.COPYFILE_FICLONE);
    const copied = await fileDigest(part);
    if (digest !== undefined && digest !== copied) throw new Error('it is not what was once put there');
    return await settle(part, copied, folder, name);
  } catch (cause) {
    const why = messageOf(cause);
    throw new JujuError(`${path} cannot be copied into ${folder}: ${why}. It is still where it was.`, {
      code: (cause as NodeJS.ErrnoException).code ?? '',
      cause,
    });
  } finally {
    await rm(part, { force: true });
  }
}

async function settle(part: string, digest: string, folder: string, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const place = number === 1 ? folder : join(folder, String(number));
    await mkdir(place, { recursive: true });
    const target = join(place, name);
    if ((await linkNew(part, target)) || (await fileDigest(target)) === digest) return target;
  }
}

/** A link appears with its whole content at once, and never over something. */
async function linkNew(part: string, target: string): Promise<boolean> {
  try {
    await link(part, target).catch(async (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
      // Some file systems have no links.
      await copyFile(part, target, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
