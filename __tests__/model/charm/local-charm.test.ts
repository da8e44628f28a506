import { chmod, mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { load } from 'js-yaml';
import type { CharmSource } from '../../../src/model/charm/charm-path';
import { localCharm } from '../../../src/model/charm/local-charm';
import { CharmError } from '../../../src/model/errors';
import { agentFiles, CharmFolder, webFiles } from '../../support/model-charms';
import { unzipped, type ZipEntry } from '../../support/model-zip';

let folder: CharmFolder;

beforeEach(async () => {
  folder = await CharmFolder.make();
});

afterEach(() => folder[Symbol.asyncDispose]());

const metadata = 'name: old\nsummary: s\ndescription: d\nseries: [focal, bionic]\n';

async function packed(): Promise<ZipEntry[]> {
  return await unzipped((await localCharm('./charm', folder.path)).archive);
}

function fileOf(entries: readonly ZipEntry[], name: string): string | undefined {
  return entries.find((entry) => entry.name === name)?.text;
}

describe('where a charm is', () => {
  test.each<[string, (path: string) => CharmSource]>([
    ['a path that begins with ./', () => './web'],
    ['a path that begins with ../', () => `../${basename(folder.path)}/web`],
    ['an absolute path', (path) => path],
    ['a path with its folder named', (path) => ({ path: `${path}/` })],
    ['a relative path in an object, which may do without ./', () => ({ path: 'web' })],
    ['a file URL', (path) => pathToFileURL(path)],
    ['a file URL as a text', (path) => pathToFileURL(path).href],
  ])('can be given as %s', async (_, source) => {
    const path = await folder.charm('web', webFiles);

    expect(await localCharm(source(path), folder.path)).toMatchObject({ name: 'web' });
  });

  test('must be clear: a bare name may be meant as one of Charmhub, even where there is such a folder', async () => {
    await folder.charm('web', webFiles);

    const failure = localCharm('web', folder.path);

    await expect(failure).rejects.toThrow(CharmError);
    await expect(failure).rejects.toThrow(
      `"web" is not the path of a charm. There is something of that name in ${folder.path}: write "./web" for it.`,
    );
  });

  test('must be a path: a bare name of nothing says how to write one', async () => {
    await expect(localCharm('postgresql', folder.path)).rejects.toThrow(
      '"postgresql" is not the path of a charm. A local charm is given by a path that begins with "./", "../" or "/"; one of Charmhub by its name alone',
    );
  });

  test('must lead to something', async () => {
    await expect(localCharm('./missing.charm', folder.path)).rejects.toMatchObject({
      message: `There is no charm at ./missing.charm (looked for ${folder.path}/missing.charm). Was it packed?`,
      code: 'not found',
      path: './missing.charm',
    });
  });

  test.each([undefined, 3, {}, null])('must be a path, and not %j', async (source) => {
    await expect(localCharm(source as CharmSource, folder.path)).rejects.toThrow(
      /^deploy needs a charm: a path such as '\.\/my-charm\.charm', or \{ path \}/,
    );
  });
});

describe('what a charm says of itself', () => {
  test('is in a charmcraft.yaml that holds everything', async () => {
    await folder.charm('charm', agentFiles);

    expect(await localCharm('./charm', folder.path)).toMatchObject({
      name: 'agent',
      subordinate: true,
      bases: [{ name: 'ubuntu', channel: '22.04/stable', architectures: ['amd64'] }],
    });
  });

  test('is in a metadata.yaml, where there is one', async () => {
    await folder.charm('charm', { 'metadata.yaml': metadata, 'charmcraft.yaml': 'type: charm\n' });

    expect(await localCharm('./charm', folder.path)).toMatchObject({
      name: 'old',
      subordinate: false,
      bases: [{ channel: '20.04/stable' }, { channel: '18.04/stable' }],
    });
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'nothing at all',
      { 'README.md': 'hi' },
      'There is no charm at ./charm: it has neither a metadata.yaml nor a charmcraft.yaml.',
    ],
    [
      'no name',
      { 'metadata.yaml': 'summary: s\n' },
      'metadata.yaml of the charm at ./charm must have a valid "name"; it has undefined',
    ],
    [
      'an impossible name',
      { 'charmcraft.yaml': 'name: My Charm\n' },
      'charmcraft.yaml of the charm at ./charm must have a valid "name"; it has "My Charm"',
    ],
    [
      'what is no YAML',
      { 'metadata.yaml': 'name: [web\n' },
      'metadata.yaml of the charm at ./charm is not YAML:',
    ],
    [
      'a list',
      { 'metadata.yaml': '- name: web\n' },
      'metadata.yaml of the charm at ./charm must be a mapping of keys to values',
    ],
    [
      'nothing, in an empty file',
      { 'metadata.yaml': '' },
      'metadata.yaml of the charm at ./charm must have a valid "name"; it has undefined',
    ],
  ])('cannot be %s', async (_, files, message) => {
    await folder.charm('charm', files);

    const failure = localCharm('./charm', folder.path);

    await expect(failure).rejects.toThrow(CharmError);
    await expect(failure).rejects.toThrow(message);
  });
});

describe('a .charm file', () => {
  test('is taken as it is', async () => {
    await folder.charm('web', webFiles);
    const { archive } = await localCharm('./web', folder.path);
    await writeFile(join(folder.path, 'web_ubuntu-22.04-amd64.charm'), archive);

    const charm = await localCharm('./web_ubuntu-22.04-amd64.charm', folder.path);

    expect(charm).toMatchObject({
      name: 'web',
      bases: [{ channel: '22.04/stable', architectures: ['amd64'] }],
    });
    expect(charm.archive.equals(archive)).toBe(true);
  });

  test('must be an archive', async () => {
    await writeFile(join(folder.path, 'web.charm'), 'not a zip');

    await expect(localCharm('./web.charm', folder.path)).rejects.toThrow(
      /^\.\/web\.charm is not a charm: it cannot be read as a zip archive \(/,
    );
  });

  test('must be a charm', async () => {
    await folder.charm('charm', { ...webFiles, 'charmcraft.yaml': '', 'metadata.yaml': 'name: web\n' });
    const { archive } = await localCharm('./charm', folder.path);
    // What is in a folder of the archive is not the charm's own.
    const text = archive.toString('latin1').replaceAll('metadata.yaml', 'metadata.yamz');
    await writeFile(
      join(folder.path, 'web.charm'),
      Buffer.from(text.replaceAll('charmcraft.yaml', 'charmcraft.yamz'), 'latin1'),
    );

    await expect(localCharm('./web.charm', folder.path)).rejects.toThrow('There is no charm at ./web.charm');
  });
});

describe('the archive of a folder', () => {
  test('has the files in the order of their names, with only the right to execute kept', async () => {
    const root = await folder.charm('charm', {
      ...webFiles,
      'src/charm.py': '#!/usr/bin/env python3\n',
      'src/a.txt': 'a',
    });
    await chmod(join(root, 'src/charm.py'), 0o700);
    await chmod(join(root, 'src/a.txt'), 0o600);

    const entries = await packed();

    expect(entries.map(({ name, mode }) => `${name} ${mode}`)).toEqual([
      'actions.yaml 644',
      'charmcraft.yaml 644',
      'config.yaml 644',
      'dispatch 644',
      'manifest.yaml 644',
      'metadata.yaml 644',
      'src/a.txt 644',
      'src/charm.py 755',
    ]);
    expect(fileOf(entries, 'src/a.txt')).toBe('a');
  });

  test('is the same, to the byte, whenever it is made', async () => {
    const root = await folder.charm('charm', { ...webFiles, 'b/c.txt': 'c', 'a/d.txt': 'd' });
    const first = await localCharm('./charm', folder.path);
    await utimes(join(root, 'b/c.txt'), new Date(), new Date('2001-01-01'));
    await writeFile(join(root, 'dispatch'), webFiles.dispatch);

    const second = await localCharm('./charm', folder.path);

    expect(second.archive.equals(first.archive)).toBe(true);
  });

  test('has nothing hidden at the top, no build, and no virtual environment; but what a packed charm brings along', async () => {
    await folder.charm('charm', {
      ...webFiles,
      '.git/config': '',
      '.env': 'SECRET=1',
      'build/web.charm': '',
      'env/pyvenv.cfg': '',
      'env/bin/python': '',
      'venv/ops/main.py': '',
      'src/.hidden': '',
      'src/build/x': '',
    });

    const names = (await packed()).map(({ name }) => name).filter((name) => !name.endsWith('.yaml'));

    expect(names).toEqual(['dispatch', 'src/.hidden', 'src/build/x', 'venv/ops/main.py']);
  });

  test('keeps links within the charm, and empty folders', async () => {
    const root = await folder.charm('charm', { ...webFiles, 'src/charm.py': 'x' });
    await mkdir(join(root, 'hooks'));
    await mkdir(join(root, 'empty'));
    await symlink('../src/charm.py', join(root, 'hooks/install'));

    const entries = await packed();

    expect(entries).toContainEqual({
      name: 'hooks/install',
      kind: 'link',
      mode: '777',
      text: '../src/charm.py',
    });
    expect(entries).toContainEqual({ name: 'empty/', kind: 'folder', mode: '755', text: '' });
  });

  test.each(['../../etc/passwd', '/etc/passwd', '..'])(
    'cannot have a link that leads out of it, to %s',
    async (target) => {
      const root = await folder.charm('charm', { ...webFiles, 'src/x': '' });
      await symlink(target, join(root, 'out'));

      await expect(localCharm('./charm', folder.path)).rejects.toThrow(
        `The link out in the charm at ${root} leads out of it (to ${target}): Juju takes only links within a charm`,
      );
    },
  );

  test('has the files that a controller reads, made of a charmcraft.yaml that holds everything', async () => {
    await folder.charm('charm', {
      ...webFiles,
      'charmcraft.yaml': `title: The Web\n${webFiles['charmcraft.yaml'].trim()}\n`,
    });

    const entries = await packed();
    const yaml = (name: string) => load(fileOf(entries, name) ?? '');

    expect(yaml('metadata.yaml')).toEqual({
      name: 'web',
      'display-name': 'The Web',
      summary: 'A web application.',
      description: 'A web application.',
      requires: { database: { interface: 'sql' } },
      peers: { cluster: { interface: 'web-peers' } },
    });
    expect(yaml('config.yaml')).toMatchObject({ options: { port: { type: 'int', default: 8080 } } });
    expect(yaml('actions.yaml')).toMatchObject({ greet: { description: 'Greets.' } });
    expect(yaml('manifest.yaml')).toEqual({
      bases: [{ name: 'ubuntu', channel: '22.04/stable', architectures: ['amd64'] }],
    });
  });

  test('has the files of the folder, where it has its own', async () => {
    const own = {
      'metadata.yaml': 'name: web\n',
      'config.yaml': 'options: {}\n',
      'manifest.yaml': 'bases: []\n',
    };
    await folder.charm('charm', { ...webFiles, ...own });

    const entries = await packed();

    for (const [name, text] of Object.entries(own)) expect(fileOf(entries, name)).toBe(text);
    expect(fileOf(entries, 'actions.yaml')).toMatch(/^greet:/);
  });

  test('has nothing that is of its tests, also where a link there leads out of the charm', async () => {
    const path = await folder.charm('charm', {
      'metadata.yaml': metadata,
      'package.json': JSON.stringify({ devDependencies: { 'jest-operator': '1' } }),
      'node_modules/jest/index.js': '',
      'jest-operator-evidence/a/breaks/status.json': '{}',
      'ci/kept/a/breaks/evidence.json': JSON.stringify({ file: 'a.test.ts', project: '', test: 'breaks' }),
      'ci/kept/a/breaks/status.json': '{}',
      'juju-crashdump-1234.tar.xz': 'x',
      'old_ubuntu-22.04-amd64.charm': 'x',
      'tests/test.js': '',
    });
    await symlink('/usr/lib', join(path, 'node_modules/linked'));

    expect((await packed()).map(({ name }) => name)).toEqual([
      'metadata.yaml',
      'package.json',
      'tests/test.js',
    ]);
  });

  test('has none of the packages that jest-operator is among, though no package.json names it', async () => {
    await folder.charm('charm', {
      'metadata.yaml': metadata,
      'node_modules/jest-operator/package.json': '{}',
    });

    expect((await packed()).map(({ name }) => name)).toEqual(['metadata.yaml']);
  });

  test('has the packages of a charm that is a JavaScript program, whatever they name, and its own evidence.json', async () => {
    const own = {
      'node_modules/ws/index.js': '',
      'node_modules/ws/node_modules/ms/index.js': '',
      'node_modules/ws/package.json': JSON.stringify({ devDependencies: { jest: '30' } }),
      'package.json': JSON.stringify({ dependencies: { ws: '8' }, devDependencies: { jest: '30' } }),
      'src/evidence.json': '{ "file": 1 }',
      'src/node_modules/ws/index.js': '',
      'src/package.json': JSON.stringify({ devDependencies: { 'jest-operator': '1' } }),
      'static/node_modules/jquery/index.js': '',
    };
    await folder.charm('charm', { 'metadata.yaml': metadata, ...own });

    expect((await packed()).map(({ name }) => name)).toEqual(['metadata.yaml', ...Object.keys(own)]);
  });

  test('of a charm with series has no manifest, for Juju would take it for a charm of the new kind', async () => {
    await folder.charm('charm', { 'metadata.yaml': metadata });

    expect((await packed()).map(({ name }) => name)).toEqual(['metadata.yaml']);
  });
});
