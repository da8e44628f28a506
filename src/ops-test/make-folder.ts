import { mkdir } from 'node:fs/promises';

import { fileError } from './file-error';

/** Makes a folder, and those above it. @throws JujuError saying why it cannot @internal */
export async function makeFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true });
    return path;
  } catch (cause) {
    throw fileError(`The folder ${path} cannot be made`, cause);
  }
}
