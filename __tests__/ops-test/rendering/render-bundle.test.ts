import { createWriteStream, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';

import { ZipFile } from 'yazl';

import { OpsTest } from '../../../src/ops-test/ops-test';
import { Bundle } from '../../../src/ops-test/rendering/bundle';
import { copyIn } from '../../../src/ops-test/rendering/copied-file';
import { testFolder } from '../../support/ops-test-folder';
import { recordingHost } from '../../support/ops-test-host';

const jujuFolder = resolve(__dirname, '../../../fixtures/bin/juju-download');

function scene(version = '3.6.1-genericlinux-amd64') {
  const rootDir = testFolder();
  const calls = join(rootDir, 'calls');
  const { PATH = '' } = process.env;
  const store = testFolder();
  const env = {
    PATH: `${jujuFolder}${delimiter}${PATH}`,
    ...{ JUJU_CALLS: calls, JUJU_STORE: store, JUJU_VERSION: `${version}\n` },
  };
  const opsTest = new OpsTest({ baseTemp: 'tmp' }, recordingHost({ rootDir, env }));
  const write = (name: string, text: string | Buffer) => {
    const path = join(rootDir, name);
    writeFileSync(path, text);
    return path;
  };
  const jujuCalls = () =>
    readFileSync(calls, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as string[]);
  return { rootDir, opsTest, write, jujuCalls, store };
}

const read = (path: string) => readFileSync(path, 'utf8');

async function zipAt(path: string, files: Readonly<Record<string, string | Buffer>>) {
  mkdirSync(resolve(path, '..'), { recursive: true });
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text as string), name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}

describe('async_render_bundles', () => {
  test('number → TypeError', async () => {
    const { opsTest } = scene();

    await expect(opsTest.renderBundles([8 as unknown as string])).rejects.toThrow(
      new TypeError(
        "bundle 8 (number) isn't a known type: a text, a path, { path }, { text } or an opsTest.Bundle",
      ),
    );
  });

  test('inline text `a: {{ num }}` → `a: 1`, in a file with the model’s name', async () => {
    const { opsTest } = scene();

    const [path = ''] = await opsTest.renderBundles(['a: {{ num }}'], { num: 1 });

    expect(read(path)).toBe('a: 1');
    expect(path).toMatch(/\/tmp\/web-.{4}-[^/]*\/bundles\/web-....-[0-9a-f]{4}\.yaml$/);
  });

  test('a string path `.yml.j2`, a Path `.yaml` (as a URL, and as { path }), each into a file of its own', async () => {
    const { opsTest, write } = scene();
    write('first.yml.j2', 'a: {{ num }}\n');
    const second = write('second.yaml', 'b: {{ num }}');

    const paths = await opsTest.renderBundles(
      ['first.yml.j2', pathToFileURL(second), { path: 'second.yaml' }, { text: 'c.yaml' }],
      { num: 1 },
    );

    expect(paths.map(read)).toEqual(['a: 1', 'b: 1', 'b: 1', 'c.yaml']);
    const names = paths.slice(0, 3).map((path) => path.split('/').at(-1));
    expect(names.sort()).toEqual(['first.yml', 'second-2.yaml', 'second.yaml']);
  });

  test('several bundles may stand one after the other, with their context at the end', async () => {
    const { opsTest, write } = scene();
    write('first.yml.j2', 'a: {{ num }}\n');

    const paths = await opsTest.renderBundles(
      'first.yml.j2',
      { text: 'b: {{ num }}' },
      { context: { num: 1 } },
    );
    const without = await opsTest.renderBundles('first.yml.j2', { text: 'c: 3' });

    expect([...paths, ...without].map(read)).toEqual(['a: 1', 'b: 1', 'a: ', 'c: 3']);
  });

  test('Bundle("charmed-kubernetes", "latest/edge"): the channel may stand alone', () => {
    const { opsTest } = scene();

    expect(new opsTest.Bundle('charmed-kubernetes', 'latest/edge')).toMatchObject({ channel: 'latest/edge' });
  });

  test('Bundle("downloaded"): the juju client downloads it, and its bundle.yaml is rendered', async () => {
    const { opsTest, jujuCalls, store } = scene();
    await zipAt(join(store, 'downloaded.bundle'), { 'README.md': '{{', 'bundle.yaml': 'a: {{ num }}' });

    const [path = ''] = await opsTest.renderBundles([new opsTest.Bundle('downloaded')], { num: 1 });

    expect(read(path)).toBe('a: 1');
    expect(jujuCalls()).toEqual([
      [
        ...['download', 'downloaded', '--channel=stable', '--arch=all'],
        expect.stringMatching(/^--filepath=.*\/downloaded\.bundle$/) as string,
      ],
    ]);
    expect(readdirSync(join(opsTest.tmpPath, 'bundles'))).toEqual([path.split('/').at(-1)]);
  });
});

test('two channels of one bundle, downloaded side by side, are not taken for each other', async () => {
  const { opsTest, store } = scene();
  await zipAt(join(store, 'b-stable.bundle'), { 'bundle.yaml': 'stable' });
  await zipAt(join(store, 'b-edge.bundle'), { 'bundle.yaml': 'edge' });

  const paths = await opsTest.renderBundles(new Bundle('b', 'stable'), new Bundle('b', 'edge'));

  expect(paths.map(read)).toEqual(['stable', 'edge']);
});

test.each([
  ['3.6.1', { series: 'jammy' }, '--series=jammy'],
  ['4.0.2', { series: 'jammy' }, '--base=ubuntu@22.04'],
  ['4.0.2', { base: 'ubuntu@26.04' }, '--base=ubuntu@26.04'],
])('juju %s is asked for %j as %s', async (version, options, flag) => {
  const { opsTest, jujuCalls, store } = scene(version);
  await zipAt(join(store, 'b.bundle'), { 'bundle.yaml': '' });

  await opsTest.renderBundle(new Bundle('b', options));

  expect(jujuCalls().at(-1)).toContain(flag);
});

test('a series that Juju 4 has no base for is refused', async () => {
  const { opsTest } = scene('4.0.2');

  await expect(opsTest.renderBundle(new Bundle('b', { series: 'trusty' }))).rejects.toThrow(
    'Juju 4.0.2 knows no series, and "trusty" has no known base. Give base',
  );
});

test('a bundle that cannot be downloaded, or is none, is an error, and nothing of it is left', async () => {
  const { opsTest, store } = scene();
  writeFileSync(join(store, 'torn.bundle'), 'PK');
  await zipAt(join(store, 'empty.bundle'), { 'charm.yaml': '' });
  await zipAt(join(store, 'binary.bundle'), { 'bundle.yaml': Buffer.from([0x61, 0xff]) });
  const refused = (name: string, message: string) =>
    expect(opsTest.renderBundle(new Bundle(name))).rejects.toThrow(message);

  await refused('gone', "Couldn't download gone bundle (1): ERROR no such bundle");
  await refused('torn', 'What juju has downloaded as torn cannot be read as a bundle: ');
  await refused('empty', 'There is no bundle.yaml in the bundle empty');
  await refused('binary', 'The bundle.yaml of the bundle binary is no text in UTF-8');
  expect(readdirSync(join(opsTest.tmpPath, 'bundles'))).toEqual([]);
  expect(() => new Bundle('../x')).toThrow(
    "A bundle's name is one of Charmhub, such as kubernetes-core; got",
  );
});

test('the indentation of inline text goes, a text of one line is no path, and the context stays as it is', async () => {
  const { opsTest } = scene();
  const context = Object.freeze({ num: 1 });

  const paths = await opsTest.renderBundles(
    ['\n    a:\n      b: {{ num }}\n    {% set num = 2 %}c: {{ num }}\n  ', 'overlay: other.yaml'],
    context,
  );

  expect(paths.map(read)).toEqual(['a:\n  b: 1\nc: 2', 'overlay: other.yaml']);
});

test('a path with a space and a line break is one', async () => {
  const { opsTest, write } = scene();
  write('a b\nc.yaml', 'a: {{ num }}');

  expect(read(await opsTest.renderBundle({ path: 'a b\nc.yaml' }, { num: 1 }))).toBe('a: 1');
});

test('what cannot be rendered says where and why, and leaves no file', async () => {
  const { opsTest, write, rootDir } = scene();
  const refused = (bundle: string, message: string) =>
    expect(opsTest.renderBundle(bundle)).rejects.toThrow(message.replace('%', rootDir));
  write('undefined.yaml', 'a: 1\nb: {{ unit.name }}\n');
  write('syntax.yaml', 'a:\n  {% if %}\n');
  write('tag.yaml', '{% nope %}');
  write('filter.yaml', '\n\n{{ "a" | nope }}');
  write('kinds.yaml', '{{ 1 + "a" }}');
  write('binary.yaml', Buffer.from([0x61, 0, 0xff]));

  await refused('undefined.yaml', "%/undefined.yaml, line 2: 'unit' is undefined");
  await refused('syntax.yaml', '%/syntax.yaml, line 2: unexpected token: %}');
  await refused('tag.yaml', '%/tag.yaml, line 1: unknown block tag: nope');
  await refused('filter.yaml', "%/filter.yaml, line 3: No filter named 'nope'");
  await refused('kinds.yaml', '%/kinds.yaml, line 1: a number and a text cannot be added');
  await refused('binary.yaml', 'The template %/binary.yaml is no text in UTF-8');
  await refused('missing.yaml', 'There is no template at %/missing.yaml');
  await expect(opsTest.renderBundle('a: 1', [] as never)).rejects.toThrow(
    'The context of a template must be an object of values by name; got []',
  );
  expect(readdirSync(opsTest.tmpPath)).toEqual([]);
});

test('a URL of a file is its path, and a Map, a Set and a date are what templates know', async () => {
  const { opsTest } = scene();
  const context = {
    charm: new URL('file:///tmp/x.charm'),
    site: new URL('https://charmhub.io/web'),
    ports: new Map([['http', [new Map([['port', 80]])]]]),
    names: new Set(['a', 'b']),
    made: new Date(0),
    count: 3n,
  };

  const path = await opsTest.renderBundle(
    '{{ charm }} {{ site }} {{ ports }} {{ names }} {{ made }} {{ count }}',
    context,
  );

  expect(read(path)).toBe(
    "/tmp/x.charm https://charmhub.io/web {'http': [{'port': 80}]} ['a', 'b'] 1970-01-01T00:00:00.000Z 3",
  );
});

test('what has no meaning in a template is refused by its key, and a value may hold itself', async () => {
  const { opsTest } = scene();
  const refused = (context: object, message: string) =>
    expect(opsTest.renderBundle('a: 1', context as never)).rejects.toThrow(message);
  const own: Record<string, unknown> = { port: 80 };
  own['self'] = own;

  await refused(
    { lib: copyIn('a.tar.gz') },
    '"lib" is a file of copyIn, which is for renderCharm; a bundle takes',
  );
  await refused(
    { a: { b: [opsTest] } },
    '"a.b[0]" in the context of a template is of the class OpsTest. Give texts, numbers',
  );
  await refused(
    { a: Buffer.from('a') },
    '"a" in the context of a template is of the class Buffer. Give texts,',
  );
  await refused({ a: Symbol('a') }, '"a" in the context of a template is a symbol. Give texts,');
  await refused(
    { a: new Map([[1, 2]]) },
    '"a" in the context of a template is a Map with a key that is no text (number)',
  );
  await refused(
    { a: new Date(Number.NaN) },
    '"a" in the context of a template is an invalid date. Give texts,',
  );
  expect(read(await opsTest.renderBundle('{{ own.self.self.port }}', { own }))).toBe('80');
});

test('nothing of JavaScript is reached from a template', async () => {
  const { opsTest } = scene();
  const templates = [
    '{{ x.constructor }}',
    '{{ "".constructor }}',
    '{{ [].constructor }}',
    '{{ x.__proto__ }}',
  ];

  const paths = await opsTest.renderBundles(templates, { x: {} });

  expect(paths.map(read)).toEqual(['', '', '', '']);
});
