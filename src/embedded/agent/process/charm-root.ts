import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A path of a socket may have 104 bytes, on macOS; what comes below the folder is short. */
const longestTemp = 70;

/** Makes the folder that the charms of a controller are executed in, for its owner alone. @internal */
export function makeCharmFolder(): string {
  return mkdtempSync(join(tmpdir().length > longestTemp ? '/tmp' : tmpdir(), 'jest-op-'));
}
