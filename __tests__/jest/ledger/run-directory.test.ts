import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { createRunDirectory, listRunDirectories } from '../../../src/jest/ledger/run-directory';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runs-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

test('each run has a folder of its own, that no other user sees', async () => {
  const [one, two] = [
    createRunDirectory({ XDG_STATE_HOME: folder }),
    createRunDirectory({ XDG_STATE_HOME: folder }),
  ];

  expect(one).not.toBe(two);
  expect(await modeOf(one)).toBe(0o700);
  expect(await modeOf(dirname(one))).toBe(0o700);
  expect(listRunDirectories({ XDG_STATE_HOME: folder })).toEqual(expect.arrayContaining([one, two]));
});

test('a folder that others could read is closed to them', async () => {
  const runs = join(folder, 'jest-operator', 'runs');
  await mkdir(runs, { recursive: true });
  await chmod(runs, 0o755);

  createRunDirectory({ XDG_STATE_HOME: folder });

  expect(await modeOf(runs)).toBe(0o700);
});

test('where state cannot be kept, the temporary folder is used', async () => {
  const file = join(folder, 'a-file');
  await writeFile(file, '');

  const directory = createRunDirectory({ XDG_STATE_HOME: file });

  expect(directory.startsWith(tmpdir())).toBe(true);
  await rm(directory, { recursive: true });
});
