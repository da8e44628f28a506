import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import type { OpsTestHost } from '../../../src/ops-test/ops-test-host';
import type { OpsTestOptions } from '../../../src/ops-test/ops-test-options';
import { until } from '../../support/ops-test-until';
import { testFolder } from '../../support/ops-test-folder';
import { failure, type Workshop, workshop, writeCharm } from '../../support/ops-test-tools';

interface User {
  /** A test file of this user's, with the packed charms of the others. */
  file(options?: OpsTestOptions, env?: NodeJS.ProcessEnv, host?: Partial<OpsTestHost>): Workshop;
  /** How often the charm `web` was packed. */
  packs(): number;
  readonly cache: string;
  entries(): string[];
}

/** A user who has a charm `web`. */
function user(plan?: object): User {
  const root = testFolder();
  const home = testFolder();
  const calls = join(home, 'calls');
  const cache = join(home, '.cache/jest-operator/charms');
  const file: User['file'] = (options, env, host = {}) =>
    workshop({
      ...{ root, host },
      env: { HOME: home, CALLS: calls, ...env },
      options: { charmCache: true, ...options },
    });
  writeCharm(file(), 'web', 'web', plan);
  return {
    file,
    cache,
    packs: () => readFileSync(calls, 'utf8').split('"args":["pack"').length - 1,
    entries: () => readdirSync(cache),
  };
}

test('an unchanged charm is packed once, for all files and runs', async () => {
  const me = user();
  const first = me.file();
  const second = me.file();

  const one = await first.opsTest.buildCharm('web');
  const two = await second.opsTest.buildCharm(join(second.root, 'web'));

  expect(me.packs()).toBe(1);
  expect(two).toBe(join(second.opsTest.tmpPath, 'charms/web_ubuntu-22.04-amd64.charm'));
  expect(readFileSync(two).equals(readFileSync(one))).toBe(true);
  expect(second.host.lines.at(-1)).toMatch(
    /^charm web is unchanged since it was packed [\d.]+s ago: not packed again$/,
  );
});

test('two that ask at once get one pack, and the one who waits says so', async () => {
  const me = user();
  const [first, second] = [me.file(), me.file()];

  await Promise.all([first.opsTest.buildCharm('web'), second.opsTest.buildCharm('web')]);

  expect(me.packs()).toBe(1);
  expect([...first.host.lines, ...second.host.lines]).toContain(
    `charm web: waiting for process ${String(process.pid)} (this one), which is building it as well`,
  );
});

test('who gives up while another builds the same charm hears what was aborted', async () => {
  const gate = join(testFolder(), 'gate');
  const me = user({ waitFor: gate });
  const [first, second] = [me.file(), me.file()];
  const giveUp = new AbortController();
  const building = first.opsTest.buildCharm('web');
  await until(() => first.host.lines.some((line) => line.startsWith('building charm')));
  const waiting = failure(second.opsTest.buildCharm('web', { signal: giveUp.signal }));
  await until(() => second.host.lines.some((line) => line.includes('waiting for')));

  giveUp.abort();

  expect(await waiting).toMatchObject({
    message: 'Building the charm at web was aborted',
    code: 'aborted',
    cause: { name: 'AbortError' },
  });
  writeFileSync(gate, '');
  await building;
});

test.each<[string, (web: Workshop) => void]>([
  ['a source is edited', (web) => web.write('web/src/charm.py', 'import ops\n# new\n')],
  ['a source is new', (web) => web.write('web/src/more.py', '')],
  ['a source has gone', (web) => rmSync(join(web.root, 'web/src/charm.py'))],
  ['a source may be executed now', (web) => chmodSync(join(web.root, 'web/src/charm.py'), 0o755)],
  ['an empty folder is new', (web) => mkdirSync(join(web.root, 'web/files'))],
  ['a link is new', (web) => symlinkSync('src/charm.py', join(web.root, 'web/link'))],
  ['what git ignores has changed', (web) => web.write('web/lib/charms/x.py', 'fetched')],
  ['.charmignore takes a test in', (web) => web.write('web/.charmignore', '!/tests/\n')],
])('a charm is packed again when %s', async (_, change) => {
  const me = user();
  const web = me.file();
  web.write('web/.gitignore', 'lib/charms/\n');
  web.write('web/tests/test.py', '');
  await web.opsTest.buildCharm('web');

  change(web);
  await web.opsTest.buildCharm('web');

  expect(me.packs()).toBe(2);
});

test.each<[string, (web: Workshop) => void]>([
  ['its tests', (web) => web.write('web/tests/integration/deploy.test.ts', '')],
  ['what git keeps', (web) => web.write('web/.git/HEAD', 'x')],
  ['what Python leaves', (web) => web.write('web/src/__pycache__/charm.pyc', 'x')],
  ['a virtual environment', (web) => web.write('web/env/pyvenv.cfg', '')],
  ['another packed charm', (web) => web.write('web/web_old.charm', 'x')],
  ['what .charmignore names', (web) => web.write('web/docs/deep/page.md', 'x')],
  ['a file that is only touched', (web) => utimesSync(join(web.root, 'web/src/charm.py'), 0, 0)],
])('a charm is not packed again for %s', async (_, change) => {
  const me = user();
  const web = me.file();
  web.write('web/.charmignore', '# pages\n/docs/**/*.md\n');
  await web.opsTest.buildCharm('web');

  change(web);
  await web.opsTest.buildCharm('web');

  expect(me.packs()).toBe(1);
});

test('a charm that is rootDir itself is not packed again for what tests leave there, whatever the options', async () => {
  const me = user();
  const options: OpsTestOptions = { evidence: 'ci/kept', crashDumpOutput: 'ci/dumps', baseTemp: './tmp' };
  const web = me.file();
  const file = () => me.file(options, {}, { rootDir: join(web.root, 'web') });
  await file().opsTest.buildCharm('.');
  const evidence = JSON.stringify({ file: 'a.test.ts', project: '', test: 'breaks' });

  web.write('web/juju-crashdump-1234.tar.xz', 'x');
  web.write('web/jest-operator-evidence/a/breaks/web/status.json', '{}');
  web.write('web/ci/kept/a/breaks/evidence.json', evidence);
  web.write('web/ci/kept/a/breaks/web/status.json', '{}');
  web.write('web/ci/dumps/juju-crashdump-5678.tar.xz', 'x');
  await file().opsTest.buildCharm('.');
  rmSync(join(web.root, 'web/ci/kept/a'), { recursive: true });
  rmSync(join(web.root, 'web/ci/dumps/juju-crashdump-5678.tar.xz'));
  await file().opsTest.buildCharm('.');

  expect(me.packs()).toBe(1);
});

test('what a link leads to outside of the charm counts', async () => {
  const me = user();
  const web = me.file();
  web.write('shared/lib.py', 'one');
  symlinkSync('../shared', join(web.root, 'web/lib'));
  symlinkSync('../web', join(web.root, 'shared/circle'));
  await web.opsTest.buildCharm('web');
  await web.opsTest.buildCharm('web');
  expect(me.packs()).toBe(1);

  web.write('shared/lib.py', 'two');
  await web.opsTest.buildCharm('web');

  expect(me.packs()).toBe(2);
});

test.each<[string, OpsTestOptions, NodeJS.ProcessEnv]>([
  ['arguments', { charmcraftArgs: ['--platform=x'] }, {}],
  ['a mode', { destructiveMode: true }, {}],
  ['a charmcraft', {}, { FAKE_VERSION: '3.5.0' }],
  ['variables of charmcraft', {}, { CRAFT_PARALLEL_BUILD_COUNT: '1' }],
])('a charm is packed for each of several %s', async (_, options, env) => {
  const me = user();

  await me.file().opsTest.buildCharm('web');
  await me.file(options, env).opsTest.buildCharm('web');
  await me.file(options, env).opsTest.buildCharm('web');

  expect(me.packs()).toBe(2);
});

test('a charm is packed for each basesIndex, and not for each verbosity', async () => {
  const me = user();
  const { opsTest } = me.file();

  await opsTest.buildCharm('web', { basesIndex: 0 });
  await opsTest.buildCharm('web', { basesIndex: 0, verbosity: 'trace' });
  await opsTest.buildCharm('web', { basesIndex: 1 });

  expect(me.packs()).toBe(2);
});

test('charmCache: false packs each time, and keeps nothing', async () => {
  const me = user();
  const { opsTest } = me.file({ charmCache: false });

  await opsTest.buildCharm('web');
  await opsTest.buildCharm('web');

  expect(me.packs()).toBe(2);
  expect(() => me.entries()).toThrow('ENOENT');
});

test('charmCache: a path keeps the packed charms there; XDG_CACHE_HOME is heeded else', async () => {
  const me = user();
  const cacheHome = testFolder();
  const here = me.file({ charmCache: './kept' });

  await here.opsTest.buildCharm('web');
  await me.file({}, { XDG_CACHE_HOME: cacheHome }).opsTest.buildCharm('web');

  expect(readdirSync(join(here.root, 'kept'))).toEqual(readdirSync(join(cacheHome, 'jest-operator/charms')));
});

test('a charm that changes while it is packed is not kept, for nobody knows what is in it', async () => {
  const me = user({ change: 'src/generated.py' });

  await me.file().opsTest.buildCharm('web');

  expect(me.entries()).toEqual([]);
});

test('a build that fails is not kept', async () => {
  const me = user({ exitCode: 1 });

  await failure(me.file().opsTest.buildCharm('web'));
  await failure(me.file().opsTest.buildCharm('web'));

  expect(me.packs()).toBe(2);
  expect(me.entries()).toEqual([]);
});

test('a kept charm that is damaged is packed anew, and replaced', async () => {
  const me = user();
  const web = me.file();
  await web.opsTest.buildCharm('web');
  const entry = join(me.cache, me.entries()[0] ?? '');
  writeFileSync(join(entry, 'web_ubuntu-22.04-amd64.charm'), 'rubbish');

  await web.opsTest.buildCharm('web');
  await web.opsTest.buildCharm('web');

  expect(me.packs()).toBe(2);
  expect(web.host.lines.join('\n')).toContain('a packed charm that was kept cannot be used: ');
  expect(web.host.lines.at(-1)).toContain('not packed again');
});

test('a kept charm of which a part is missing is packed anew', async () => {
  const me = user();
  const web = me.file();
  await web.opsTest.buildCharm('web');
  rmSync(join(me.cache, me.entries()[0] ?? '', 'web_ubuntu-22.04-amd64.charm'));

  await web.opsTest.buildCharm('web');

  expect(me.packs()).toBe(2);
});

test('after a week a charm is packed anew', async () => {
  const me = user();
  const web = me.file();
  await web.opsTest.buildCharm('web');
  const path = join(me.cache, me.entries()[0] ?? '', 'entry.json');
  const entry = JSON.parse(readFileSync(path, 'utf8')) as { packed: string };
  const weekAgo = new Date(Date.now() - 7 * 24 * 3600 * 1000 - 1000).toISOString();
  writeFileSync(path, JSON.stringify({ ...entry, packed: weekAgo }));

  await web.opsTest.buildCharm('web');

  expect(me.packs()).toBe(2);
});

test('of what is kept, the oldest goes, and what was left half made; what is not ours stays', async () => {
  const me = user();
  const day = 24 * 3600;
  const now = Date.now() / 1000;
  const old = (name: string, age: number) => {
    mkdirSync(join(me.cache, name), { recursive: true });
    writeFileSync(join(me.cache, name, 'entry.json'), '{}');
    utimesSync(join(me.cache, name, 'entry.json'), now - age, now - age);
  };
  const key = (number: number) => String(number).padStart(64, '0');
  for (let number = 1; number <= 22; number++) old(key(number), number * 60);
  old(key(100), 8 * day);
  old('part-12345678-1234-1234-1234-123456789012', 2 * day);
  old('part-87654321-1234-1234-1234-123456789012', 60);
  old('mine', 100 * day);

  await me.file().opsTest.buildCharm('web');

  const left = me.entries();
  const own = left.find((name) => /^[0-9a-f]{64}$/.test(name) && !name.startsWith('000000')) ?? '';
  expect(left.sort()).toEqual(
    [
      ...Array.from({ length: 19 }, (_, index) => key(index + 1)),
      own,
      'mine',
      'part-87654321-1234-1234-1234-123456789012',
    ].sort(),
  );
});

const part = (text: string) => `name: web\nparts:\n  web:\n    plugin: charm\n    ${text}\n`;

test.each([
  ['charmcraft.yaml', part('source: ../shared')],
  ['charmcraft.yaml', part('source: ..')],
  ['charmcraft.yaml', part('source: /usr/share/web')],
  ['charmcraft.yaml', part('charm-requirements: [../r.txt]')],
  ['charmcraft.yaml', 'name: web\nparts: {web: {plugin: dump, source: /opt/x}}\n'],
  ['charmcraft.yaml', part('override-build: cp -r $CRAFT_PROJECT_DIR/../lib .')],
  ['requirements.txt', 'ops\n-e ../lib\n'],
  ['requirements.txt', 'lib @ file:///home/me/lib\n'],
  ['requirements.txt', '/home/me/lib\n'],
  ['requirements.txt', '-e /home/me/lib\n'],
  ['requirements.txt', '-r/home/me/r.txt\n'],
  ['requirements.txt', '-r /home/me/r.txt\n'],
  ['requirements.txt', '--find-links=~/wheels\n'],
  ['requirements.txt', './../lib\n'],
  ['requirements.txt', '-e ${HOME}/lib\n'],
  ['requirements/prod.txt', 'lib @ file:///home/me/lib\n'],
  ['pyproject.toml', '[tool.uv.sources]\nlib = { path = "../lib" }\n'],
  ['pyproject.toml', '[tool.uv.sources]\nlib = { path = "/home/me/lib" }\n'],
  ['pyproject.toml', 'dependencies = ["lib @ file:///home/me/lib"]\n'],
  ['uv.lock', '[[package]]\nname = "lib"\nsource = { editable = "../lib" }\n'],
])('a charm whose %s leads out of its folder is packed each time: %j', async (name, text) => {
  const me = user();
  const web = me.file();
  web.write(`web/${name}`, text);

  await web.opsTest.buildCharm('web');
  await web.opsTest.buildCharm('web');

  expect(me.packs()).toBe(2);
  expect(web.host.lines.join('\n')).toContain(
    `charm web is packed whether it has changed or not: ${name} names something outside of the charm's folder`,
  );
});

test('a list of packages is read too where another one, or a part, takes it in', async () => {
  const me = user();
  const web = me.file();
  web.write('web/charmcraft.yaml', part('charm-requirements: [python/all.txt]'));
  web.write('web/python/all.txt', '-r deep/more.txt\n');
  web.write('web/python/deep/more.txt', './../../../lib\n');

  await web.opsTest.buildCharm('web');

  expect(web.host.lines.join('\n')).toContain(
    "python/deep/more.txt names something outside of the charm's folder",
  );
});

test.each([
  ['web/pyproject.toml', '[tool.uv.sources]\nlib = { path = "lib" }\n', 'lib/pyproject.toml'],
  ['web/pyproject.toml', '[tool.uv.workspace]\nmembers = ["packages/*"]\n', 'packages/lib/pyproject.toml'],
  ['web/pyproject.toml', 'dependencies = ["lib @ {root:uri}/my/lib"]\n', 'my/lib/setup.py'],
  ['web/requirements.txt', 'ops\n-e ./lib[all]\n', 'lib/setup.py'],
  ['web/requirements/prod.txt', './lib\n', 'lib/setup.cfg'],
  ['web/uv.lock', '[[package]]\nname = "x"\nsource = { editable = "lib" }\n', 'lib/pyproject.toml'],
  ['web/Pipfile', "[packages]\nlib = {path = './my lib', editable = true}\n", 'my lib/pyproject.toml'],
  ['web/charmcraft.yaml', part('source: charm'), 'charm/requirements.txt'],
  ['web/charmcraft.yaml', part('override-build: pip install ./lib'), 'lib/pyproject.toml'],
])('a project within the charm that %s names leads out of it too: %j', async (name, text, inner) => {
  const me = user();
  const web = me.file();
  web.write(name, text);
  web.write(`web/${inner}`, 'z = { path = "../../z" }\n');

  await web.opsTest.buildCharm('web');
  await web.opsTest.buildCharm('web');

  expect(me.packs()).toBe(2);
  expect(web.host.lines.join('\n')).toContain(`: ${inner} names something outside of the charm's folder`);
});

test('projects within the charm name others there, and lists of packages', async () => {
  const me = user();
  const web = me.file();
  web.write('web/pyproject.toml', '[tool.uv.sources]\nlib = { path = "lib" }\n');
  web.write('web/lib/pyproject.toml', '[tool.uv.sources]\ndeep = { path = "deep" }\n');
  web.write('web/lib/deep/setup.py', "setup(install_requires=open('requirements.txt').readlines())\n");
  web.write('web/lib/deep/requirements.txt', 'z @ file:///home/me/z\n');

  await web.opsTest.buildCharm('web');

  expect(web.host.lines.join('\n')).toContain(
    "lib/deep/requirements.txt names something outside of the charm's folder",
  );
});

test('what only looks a little like a path that leads out is kept', async () => {
  const me = user();
  const web = me.file();
  web.write(
    'web/charmcraft.yaml',
    `${part('override-build: |\n      ln -s "$HOME/.local/bin/uv" /usr/local/bin/uv\n      craftctl default')}
storage: { data: { type: filesystem, location: /var/lib/web } }
links: { website: https://example.com/../x }
`,
  );
  web.write(
    'web/requirements.txt',
    '# as in ../lib\nops ~= 2.0\nlib @ git+https://github.com/me/lib@v1..2\n',
  );
  web.write(
    'web/pyproject.toml',
    '[tool.pytest.ini_options]\ntestpaths = ["tests"]\n[tool.ruff]\nexclude = ["docs", "tests/*"]\n',
  );
  web.write('web/tests/pyproject.toml', 'web = { path = ".." }\n');
  web.write('web/tests/one/pyproject.toml', 'web = { path = "../.." }\n');
  web.write('web/docs/setup.cfg', '# read\n');
  web.write('web/docs/requirements.txt', '-e ..\n');
  web.write('web/uv.lock', 'source = { editable = "." }\nurl = "https://files.example/a/b.whl"\n');

  await web.opsTest.buildCharm('web');
  await web.opsTest.buildCharm('web');

  expect(me.packs()).toBe(1);
});

test('what a link leads to where nothing counts, counts', async () => {
  const me = user();
  const web = me.file();
  web.write('web/tests/data/one.json', '1');
  symlinkSync('../tests/data', join(web.root, 'web/src/data'));
  await web.opsTest.buildCharm('web');
  await web.opsTest.buildCharm('web');
  expect(me.packs()).toBe(1);

  web.write('web/tests/data/one.json', '2');
  await web.opsTest.buildCharm('web');

  expect(me.packs()).toBe(2);
});

test('a reactive charm is built each time: its layers come from elsewhere', async () => {
  const here = workshop({ options: { charmCache: true } });
  here.write('old/layer.yaml', '');
  here.write('old/metadata.yaml', 'name: old\n');

  await here.opsTest.buildCharm('old');
  await here.opsTest.buildCharm('old');

  expect(here.commands()).toEqual(['charm build --charm-file', 'charm build --charm-file']);
});

test('a place where nothing can be kept costs no build', async () => {
  const me = user();
  const web = me.file({ charmCache: './file/below' });
  web.write('file', '');

  const path = await web.opsTest.buildCharm('web');

  expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
  expect(web.host.lines.join('\n')).toContain('packed charms are not kept: ENOTDIR');
});
