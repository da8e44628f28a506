import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RealFolders } from '../../../../src/embedded/agent/process/real-folders';

let scratch: string;
let top: string;
let outside: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'real-folders-'));
  [top, outside] = [join(scratch, 'top'), join(scratch, 'outside')];
  await Promise.all([mkdir(top), mkdir(outside)]);
  await writeFile(join(outside, 'kept'), '');
});
afterEach(() => rm(scratch, { recursive: true }));

test('folders are made, and a link or a file in the way is replaced', async () => {
  await symlink(outside, join(top, 'link'));
  await writeFile(join(top, 'file'), '');
  const folders = new RealFolders(top);

  expect(await folders.make('link/deep')).toBe(join(top, 'link/deep'));
  expect(await folders.make('file/')).toBe(join(top, 'file'));

  expect((await lstat(join(top, 'link/deep'))).isDirectory()).toBe(true);
  expect(await readdir(outside)).toEqual(['kept']);
});

test('there is place for a file where a link or a folder was, also one that was made before', async () => {
  await symlink(join(outside, 'kept'), join(top, 'link'));
  const folders = new RealFolders(top);
  await folders.make('folder/deep');

  for (const name of ['link', 'folder', 'new/file']) {
    await writeFile(await folders.place(name), 'mine', { flag: 'wx' });
  }
  await rm(join(top, 'folder'));

  expect(await folders.make('folder/deep')).toBe(join(top, 'folder/deep'));
  expect((await lstat(join(top, 'folder/deep'))).isDirectory()).toBe(true);
  expect((await lstat(join(outside, 'kept'))).size).toBe(0);
});

test('what only a link leads to is neither found nor removed, the link itself is', async () => {
  await symlink(outside, join(top, 'link'));
  const folders = new RealFolders(top);

  expect(await folders.find('link/kept')).toBeUndefined();
  expect((await folders.find('link'))?.isSymbolicLink()).toBe(true);
  await folders.remove('link/kept');
  expect(existsSync(join(outside, 'kept'))).toBe(true);
  await folders.remove('link');
  expect(await readdir(top)).toEqual([]);
  expect(await readdir(outside)).toEqual(['kept']);
});

test('no path leads out of the folder', async () => {
  await expect(new RealFolders(top).place('a/../../b')).rejects.toThrow(
    '"a/../../b" leads out of its folder',
  );
});

test('a folder that is only to be read is written to all the same, as by Juju’s agent, which is root', async () => {
  await mkdir(join(top, 'closed/deep'), { recursive: true });
  await writeFile(join(top, 'closed/deep/old'), '');
  await chmod(join(top, 'closed/deep'), 0o555);
  await chmod(join(top, 'closed'), 0o555);
  const folders = new RealFolders(top);

  await folders.remove('closed/deep/old');
  await writeFile(await folders.place('closed/deep/new'), '', { flag: 'wx' });

  expect(await readdir(join(top, 'closed/deep'))).toEqual(['new']);
  expect((await lstat(join(top, 'closed/deep'))).mode & 0o777).toBe(0o755);
});
