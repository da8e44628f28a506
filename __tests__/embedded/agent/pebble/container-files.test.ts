import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContainerFiles } from '../../../../src/embedded/agent/pebble/container-files';

let folder: string;
let mounts: Map<string, string>;
let files: ContainerFiles;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jest-operator-test-files-'));
  await Promise.all(
    ['root/data/deep', 'storage', 'inner'].map((name) => mkdir(join(folder, name), { recursive: true })),
  );
  mounts = new Map([['/data/', join(folder, 'storage')]]);
  files = new ContainerFiles(join(folder, 'root'), () => mounts);
});
afterEach(() => rm(folder, { recursive: true }));

const names = async (name: string) =>
  (await files.list(name, { pattern: '', itself: false })).map((info) => (info as { name: string }).name);

test('what is mounted is there in place of what the container has', async () => {
  await writeFile(join(folder, 'storage', 'kept'), 'of the storage');

  expect(await names('/')).toEqual(['data']);
  expect(await names('/data')).toEqual(['kept']);
  expect(await files.read('/data/../data//kept')).toEqual(Buffer.from('of the storage'));

  mounts.clear();
  expect(await names('/data')).toEqual(['deep']);
});

test('what is written below a mount is in the storage, of the innermost mount there is', async () => {
  mounts.set('/data/deep', join(folder, 'inner'));
  await files.write({ path: '/data/new/file', 'make-dirs': true }, Buffer.from('outer'));
  await files.write({ path: '/data/deep/file' }, Buffer.from('inner'));
  await files.write({ path: '/database' }, Buffer.from('beside'));

  expect(await readFile(join(folder, 'storage/new/file'), 'utf8')).toBe('outer');
  expect(await readdir(join(folder, 'inner'))).toEqual(['file']);
  expect(await readdir(join(folder, 'root'))).toEqual(['data', 'database']);
});

test('neither a mount nor what holds one is removed, what is in it is', async () => {
  await files.write({ path: '/data/file' }, Buffer.from(''));
  const busy = { error: { kind: 'generic-file-error', message: 'remove /data: device or resource busy' } };

  expect(await files.remove({ path: '/data', recursive: true })).toMatchObject(busy);
  expect(await readdir(join(folder, 'storage'))).toEqual(['file']);
  expect(await files.remove({ path: '/data/file' })).toEqual({ path: '/data/file' });
  expect(await readdir(join(folder, 'storage'))).toEqual([]);
});

test('no link in the storage leads out of it', async () => {
  await writeFile(join(folder, 'secret'), 'outside');
  await symlink(join(folder, 'secret'), join(folder, 'storage', 'link'));

  expect(await files.read('/data/link')).toMatchObject({ error: { kind: 'permission-denied' } });
});

test('storage that its charm has replaced by a link is not followed', async () => {
  const outside = join(folder, 'outside');
  await mkdir(outside);
  await writeFile(join(outside, 'secret'), 'outside');
  await rm(join(folder, 'storage'), { recursive: true });
  await symlink(outside, join(folder, 'storage'));

  expect(await files.write({ path: '/data/file' }, Buffer.from('mine'))).toMatchObject({
    error: { kind: 'permission-denied' },
  });
  expect(await files.read('/data/secret')).toMatchObject({ error: { kind: 'permission-denied' } });
  expect(await files.remove({ path: '/data/secret' })).toMatchObject({
    error: { kind: 'permission-denied' },
  });
  expect(await readdir(outside)).toEqual(['secret']);
});

test('a file is written through no link that its charm has put beside it', async () => {
  const secret = join(folder, 'secret');
  await writeFile(secret, 'outside');
  await symlink(secret, join(folder, 'storage/file.pebble-new'));
  await symlink(secret, join(folder, 'storage/file'));

  expect(await files.write({ path: '/data/other' }, Buffer.from('mine'))).toEqual({ path: '/data/other' });
  expect(await files.write({ path: '/data/file' }, Buffer.from('mine'))).toMatchObject({
    error: { kind: 'permission-denied' },
  });
  await rm(join(folder, 'storage/file'));
  expect(await files.write({ path: '/data/file' }, Buffer.from('mine'))).toEqual({ path: '/data/file' });
  expect(await readFile(secret, 'utf8')).toBe('outside');
});
