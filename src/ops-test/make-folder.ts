import { mkdir } from 'node:fs/promises';

import { JujuError } from '../errors';

/** Makes a folder, and those above it. @throws JujuError saying why it cannot @internal */
export async function makeFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true });
    return path;
  } catch (cause) {
    throw new JujuError(`The folder ${path} cannot be made: ${(cause as Error).message}`, { cause });
  }
}
