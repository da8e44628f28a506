import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder, removed after the test. */
export function testFolder(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'jest-operator-tests-')));
  folders.push(path);
  return path;
}

const folders: string[] = [];

afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});
