import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureFolder } from '../src/ensure-folder';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'ensure-folder-'))));
afterEach(() => rmSync(root, { recursive: true }));

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('a folder is made with those above it, all of the same mode, and one that is there stays as it is', () => {
  ensureFolder(join(root, 'a', 'b'), 0o700);
  ensureFolder(join(root, 'a', 'b'), 0o777);

  expect([modeOf(join(root, 'a')), modeOf(join(root, 'a', 'b'))]).toEqual(['700', '700']);
});

test.each([
  ['a file', () => join(root, 'file'), /EEXIST/],
  ['below a file', () => join(root, 'file', 'x'), /ENOTDIR/],
  // Node's own `mkdir` tries for ever.
  ['where nothing can be made', () => '/proc/nope/deeper', /ENOENT: .*'\/proc\/nope'/],
])('%s: the system’s error', (_, path, error) => {
  writeFileSync(join(root, 'file'), '');

  expect(() => ensureFolder(path())).toThrow(error);
});
