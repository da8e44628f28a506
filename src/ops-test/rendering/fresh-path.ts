import { mkdir, open } from 'node:fs/promises';
import { join, parse } from 'node:path';

import { fileError } from '../file-error';
import { makeFolder } from '../make-folder';

/** A new folder of that name, or with a number after it where there is one already. @internal */
export function freshFolder(parent: string, name: string): Promise<string> {
  return fresh(parent, name, (path) => mkdir(path));
}

/** A new, empty file; the same with its name. @internal */
export function freshFile(parent: string, name: string): Promise<string> {
  return fresh(parent, name, async (path) => (await open(path, 'wx')).close());
}

async function fresh(parent: string, name: string, make: (path: string) => Promise<void>): Promise<string> {
  await makeFolder(parent);
  const { name: stem, ext } = parse(name);
  for (let number = 1; ; number++) {
    const path = join(parent, number === 1 ? name : `${stem}-${String(number)}${ext}`);
    try {
      await make(path);
      return path;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST')
        throw fileError(`${path} cannot be made`, cause);
    }
  }
}
