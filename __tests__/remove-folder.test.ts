import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { removeFolder, removeFolderSync } from '../src/remove-folder';

/** A tree whose paths are longer than a path may be, with a folder at its end that may not be written to. */
function deepTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'remove-folder-'));
  // Each half is short enough to be made, and to be moved by its name.
  const script = [
    'name=$(printf "%0200d" 0); half=$(for each in $(seq 15); do printf "$name/"; done)',
    'mkdir -p "upper/$half" "lower/$half" && touch "lower/$half/file" && chmod 555 "lower/$half"',
    'mv lower "upper/$half"',
  ].join('\n');
  execFileSync('/bin/sh', ['-c', script], { cwd: folder });
  return folder;
}

test.each([
  [
    'at once',
    (path: string) => {
      removeFolderSync(path);
      return Promise.resolve();
    },
  ],
  ['beside other work', removeFolder],
])('a folder goes %s, whatever is in it, and no matter if it has gone already', async (_, remove) => {
  const folder = deepTree();
  await remove(folder);
  expect(existsSync(folder)).toBe(false);
  await expect(remove(folder)).resolves.toBeUndefined();
});

test('what is not to be removed is an error', async () => {
  await expect(removeFolder('/dev/null/x')).rejects.toThrow(/not a directory/);
  expect(() => removeFolderSync('/dev/null/x')).toThrow(/not a directory/);
});
