import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';

import { ensureFolder } from '../ensure-folder';
import { JujuError } from '../errors';
import { messageOf } from '../message-of';
import type { BaseTemp } from './base-temp';

/**
 * Makes a new folder in the base folder, which is made too where it is not there yet.
 *
 * @param prefix - what its name begins with
 * @throws JujuError saying who named the base folder, and what to do
 * @internal
 */
export function makeTempFolder({ path, origin }: BaseTemp, prefix: string): string {
  try {
    ensureFolder(path);
    return mkdtempSync(join(path, prefix));
  } catch (cause) {
    throw new JujuError(
      `No temporary folder can be made in ${path}: ${messageOf(cause)}. The place is that of ${origin}. ` +
        'Name another place with the option baseTemp.',
      { code: (cause as NodeJS.ErrnoException).code ?? '', cause },
    );
  }
}
