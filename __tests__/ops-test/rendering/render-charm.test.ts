import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { OpsTest } from '../../../src/ops-test/ops-test';
import { copyIn } from '../../../src/ops-test/rendering/copied-file';
import { testFolder } from '../../support/ops-test-folder';
import { recordingHost } from '../../support/ops-test-host';

type Files = Readonly<Record<string, string | Buffer>>;

const charm: Files = {
  'charmcraft.yaml': 'name: web\nsummary: {{ summary }}\n',
  'src/charm.py': 'VERSION = "{{ version }}"\n',
  'src/other.py': '{{ version }}',
  'icon.png': Buffer.from([0x89, 0x50, 0, 0xff]),
  '.git/config': '{{',
  'src/__pycache__/charm.pyc': '{{',
  'src/old.pyc': '{{',
};

function scene(files: Files = charm, folder = 'web') {
  const rootDir = testFolder();
  for (const [name, text] of Object.entries(files)) {
    const path = join(rootDir, folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const opsTest = new OpsTest({ baseTemp: 'tmp' }, recordingHost({ rootDir }));
  return { rootDir, opsTest };
}

const read = (...path: string[]) => readFileSync(join(...path), 'utf8');
const context = { summary: 'A web', version: 2 };

test('a copy of the charm is rendered without what is not its own, and the charm stays as it is', async () => {
  const { opsTest, rootDir } = scene();

  const path = await opsTest.renderCharm('web', { context });

  expect(path).toBe(join(opsTest.tmpPath, 'charms/web'));
  expect(read(path, 'charmcraft.yaml')).toBe('name: web\nsummary: A web');
  expect(read(path, 'src/charm.py')).toBe('VERSION = "2"');
  expect(readFileSync(join(path, 'icon.png'))).toEqual(charm['icon.png']);
  expect(readdirSync(path).sort()).toEqual(['charmcraft.yaml', 'icon.png', 'src']);
  expect(readdirSync(join(path, 'src')).sort()).toEqual(['charm.py', 'other.py']);
  expect(read(rootDir, 'web/src/charm.py')).toBe(charm['src/charm.py']);
});

test('what is of the tests of a charm is neither copied nor rendered', async () => {
  const { opsTest, rootDir } = scene({
    ...charm,
    'package.json': '{ "devDependencies": { "jest-operator": "1" } }',
    'node_modules/jest/index.js': '{{',
    'jest-operator-evidence/a/breaks/status.json': '{{',
    'juju-crashdump-1234.tar.xz': '{{',
  });
  symlinkSync('/usr/lib', join(rootDir, 'web/node_modules/linked'));

  const path = await opsTest.renderCharm('web', { context });

  expect(readdirSync(path).sort()).toEqual(['charmcraft.yaml', 'icon.png', 'package.json', 'src']);
});

test('packages of a program of the charm are copied, also those of a package that names Jest', async () => {
  const { opsTest } = scene({
    ...charm,
    'package.json': '{ "devDependencies": { "jest-operator": "1" } }',
    'app/node_modules/express/package.json': '{ "devDependencies": { "jest": "30", "jest-operator": "1" } }',
    'app/node_modules/express/node_modules/ms/index.js': 'module.exports = 1',
  });

  const path = await opsTest.renderCharm('web', { context });

  expect(read(path, 'app/node_modules/express/node_modules/ms/index.js')).toBe('module.exports = 1');
});

test('include names a file in a folder, exclude takes away files and whole folders', async () => {
  const { opsTest } = scene();

  const [one, two, three] = await Promise.all([
    opsTest.renderCharm('web', { context, include: ['src/charm.py'] }),
    opsTest.renderCharm('web', { context, exclude: ['src/'] }),
    opsTest.renderCharm('web', { context, include: ['*.py'], exclude: ['*/oth?r.py'] }),
  ]);
  const excluded = await opsTest.renderCharm('web', { context, exclude: ['src'] });

  expect([read(one, 'src/charm.py'), read(one, 'src/other.py')]).toEqual(['VERSION = "2"', '{{ version }}']);
  expect(read(one, 'charmcraft.yaml')).toContain('{{');
  expect([read(two, 'src/charm.py'), read(two, 'charmcraft.yaml')]).toEqual([
    charm['src/charm.py'],
    'name: web\nsummary: A web',
  ]);
  expect(read(excluded, 'src/charm.py')).toBe(charm['src/charm.py']);
  expect([read(three, 'src/charm.py'), read(three, 'src/other.py')]).toEqual([
    'VERSION = "2"',
    '{{ version }}',
  ]);
});

test('files go into the charm, and the template gets the path that they have where it is built', async () => {
  const { opsTest, rootDir } = scene({ 'requirements.txt': '{{ lib }}\n{{ other }}\n{{ text }}' });
  writeFileSync(join(rootDir, 'lib.tar.gz'), Buffer.from([0, 1, 2]));
  writeFileSync(join(rootDir, 'other.whl'), '{{ not a template }}');

  const path = await opsTest.renderCharm('web', {
    context: {
      lib: copyIn('lib.tar.gz'),
      other: pathToFileURL(join(rootDir, 'other.whl')),
      text: 'lib.tar.gz',
    },
  });

  const [lib = '', other = '', text] = read(path, 'requirements.txt').split('\n');
  expect(lib).toMatch(/^\/root\/project\/_files_[0-9a-f]{4}\/[0-9a-f]{4}\/lib\.tar\.gz$/);
  expect(text).toBe('lib.tar.gz');
  const inCopy = (name: string) => readFileSync(join(path, name.slice('/root/project/'.length)));
  expect(inCopy(lib)).toEqual(Buffer.from([0, 1, 2]));
  expect(inCopy(other).toString()).toBe('{{ not a template }}');
});

test('a file goes into the charm wherever it stands in the context', async () => {
  const { opsTest, rootDir } = scene({ 'requirements.txt': '{{ libs[0] }}\n{{ by_name.other }}' });
  for (const name of ['lib.tar.gz', 'other.whl']) writeFileSync(join(rootDir, name), name);

  const path = await opsTest.renderCharm('web', {
    context: {
      libs: [copyIn('lib.tar.gz')],
      by_name: new Map([['other', pathToFileURL(join(rootDir, 'other.whl'))]]),
    },
  });

  const files = read(path, 'requirements.txt').split('\n');
  expect(files.map((name) => read(path, name.slice('/root/project/'.length)))).toEqual([
    'lib.tar.gz',
    'other.whl',
  ]);
});

test('what a template adds to a list of the context is not in that of the test', async () => {
  const { opsTest } = scene({ 'a.txt': '{{ list.append("b") }}{{ list }}' });
  const list = Object.freeze(['a']);

  const path = await opsTest.renderCharm('web', { context: { list } });

  expect(read(path, 'a.txt')).toBe("None['a', 'b']");
});

test('a charm can be rendered twice, as ".", and several in their order', async () => {
  const { opsTest, rootDir } = scene();
  const here = new OpsTest({ baseTemp: '../tmp' }, recordingHost({ rootDir: join(rootDir, 'web') }));

  const paths = await opsTest.renderCharms(['web', join(rootDir, 'web')], { context });

  expect(paths.map((path) => path.slice(opsTest.tmpPath.length + 1)).sort()).toEqual([
    'charms/web',
    'charms/web-2',
  ]);
  expect(paths.map((path) => read(path, 'src/other.py'))).toEqual(['2', '2']);
  expect(await here.renderCharm('.', { context })).toBe(join(here.tmpPath, 'charms/web'));
});

test('several charms may stand one after the other, as in `render_charms(*charms, include=…)`', async () => {
  const { opsTest } = scene();

  const [first = '', second = ''] = await opsTest.renderCharms('web', 'web', {
    include: ['src/other.py'],
    context,
  });

  expect([read(first, 'src/other.py'), read(second, 'src/other.py')]).toEqual(['2', '2']);
  await expect(opsTest.renderCharms('web', { inclde: [] } as never)).rejects.toThrow(
    'renderCharm knows no option "inclde"',
  );
  expect(await opsTest.renderCharms()).toEqual([]);
});

test('modes and links stay, and nothing is rendered through a link', async () => {
  const { opsTest, rootDir } = scene({ dispatch: '#!/bin/sh\necho {{ version }}\n' });
  chmodSync(join(rootDir, 'web/dispatch'), 0o755);
  writeFileSync(join(rootDir, 'outside'), '{{ version }}');
  symlinkSync('../outside', join(rootDir, 'web/link'));

  const path = await opsTest.renderCharm('web', { context });

  expect(statSync(join(path, 'dispatch')).mode & 0o777).toBe(0o755);
  expect(readlinkSync(join(path, 'link'))).toBe('../outside');
  expect(read(rootDir, 'outside')).toBe('{{ version }}');
});

test('a charm whose copy would lie in itself is no endless one', async () => {
  const { rootDir } = scene();
  const inside = new OpsTest({ baseTemp: 'tmp' }, recordingHost({ rootDir: join(rootDir, 'web') }));

  const path = await inside.renderCharm('.', { context });

  expect(read(path, 'src/other.py')).toBe('2');
  expect(readdirSync(path)).not.toContain('tmp');
});

test('a folder with a space and a line break in its name is rendered', async () => {
  const { opsTest } = scene({ 'a\nb c': '{{ version }}' }, 'my\ncharm s');

  expect(read(await opsTest.renderCharm('my\ncharm s', { context }), 'a\nb c')).toBe('2');
});

test('what goes wrong says where and why, and leaves nothing behind', async () => {
  const { opsTest, rootDir } = scene({
    'src/charm.py': 'a\n{{ unit.name }}\n',
    'binary.j2': Buffer.from([0xff]),
  });
  const refused = (path: string, message: string, options: object = {}) =>
    expect(opsTest.renderCharm(path, options)).rejects.toThrow(message.replace('%', rootDir));

  await refused('web', "%/web/src/charm.py, line 2: 'unit' is undefined");
  await refused('nowhere', 'There is no charm at %/nowhere');
  await refused('web/src/charm.py', "%/web/src/charm.py is no folder: renderCharm renders a charm's sources");
  await refused('web', 'No text file of %/web matches include (src/chram.py)', { include: ['src/chram.py'] });
  await refused('web', 'No text file of %/web matches include (*.j2)', { include: ['*.j2'] });
  await refused('web', 'The file %/gone (lib) cannot be copied into the charm: ENOENT', {
    context: { lib: copyIn('gone') },
  });
  await refused('web', 'include must be a list of globs; got "src"', { include: 'src' });
  await refused('web', 'The glob "[z-a]*" cannot be read: a range goes upwards, as [a-z]', {
    include: ['*', '[z-a]*'],
  });
  await refused(
    'web',
    '"libs[0]" in the context of a template is a Promise, which has to be awaited. Give texts,',
    {
      context: { libs: [Promise.resolve('a')] },
    },
  );
  await refused('web', 'renderCharm knows no option "contxt". Did you mean "context"? It knows: include', {
    contxt: {},
  });
  await refused('', 'renderCharm takes the path of a charm\'s folder; got ""');
  expect(() => copyIn('')).toThrow('copyIn takes the path of a file; got ""');

  expect(readdirSync(join(opsTest.tmpPath, 'charms'))).toEqual([]);
});

test('where nothing can be written, that is said', async () => {
  const { opsTest } = scene();
  // What stands in the way of a folder refuses root as well, which a mode does not.
  writeFileSync(join(opsTest.tmpPath, 'charms'), 'a file');

  await expect(opsTest.renderCharm('web', { context })).rejects.toThrow(
    `The folder ${join(opsTest.tmpPath, 'charms')} cannot be made: EEXIST`,
  );
});
