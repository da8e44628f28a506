import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A path of a socket may have 104 bytes, on macOS; what comes below the folder is short. */
const longestTemp = 70;

/** Makes the folder that the charms of a controller are executed in, for its owner alone. @internal */
export function makeCharmFolder(temporary = tmpdir()): string {
  // It is in the PATH of the charms, whose folders are parted by colons.
  const isFit = temporary.length <= longestTemp && !temporary.includes(':');
  return mkdtempSync(join(isFit ? temporary : '/tmp', 'jest-op-'));
}
