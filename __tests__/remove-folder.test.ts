import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ModuleKind, transpileModule } from 'typescript';

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

test.each(['removeFolder', 'removeFolderSync'])('%s hears out programs that complain of much', (name) => {
  const programs = mkdtempSync(join(tmpdir(), 'remove-folder-programs-'));
  const complaining = '#!/bin/sh\nhead -c 3000000 /dev/zero >&2\nexec /bin/rm "$@"\n';
  writeFileSync(join(programs, 'rm'), complaining, { mode: 0o755 });
  // Jest's own environment is not the one that programs are looked for in.
  const source = readFileSync(join(__dirname, '../src/remove-folder.ts'), 'utf8');
  const { outputText } = transpileModule(source, { compilerOptions: { module: ModuleKind.CommonJS } });
  const folder = deepTree();
  const env = { ...process.env, PATH: `${programs}:${process.env['PATH'] ?? ''}`, FOLDER: folder };
  const script = `${outputText}\nvoid exports.${name}(process.env.FOLDER);`;

  const { stderr } = spawnSync(process.execPath, ['-e', script], { env, encoding: 'utf8' });
  const isLeft = existsSync(folder);
  execFileSync('/bin/rm', ['-rf', folder, programs]);

  expect({ isLeft, stderr }).toEqual({ isLeft: false, stderr: '' });
});

test('what is not to be removed is an error', async () => {
  await expect(removeFolder('/dev/null/x')).rejects.toThrow(/not a directory/);
  expect(() => removeFolderSync('/dev/null/x')).toThrow(/not a directory/);
});
