import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { readArchiveFile } from '../src/model/charm/read-archive';
import { OpsTest } from '../src/ops-test/ops-test';
import { recordingHost } from '../__tests__/support/ops-test-host';

jest.setTimeout(300_000);

const {
  INTEROP_CHARMCRAFT: charmcraft,
  INTEROP_NO_CHARMCRAFT: why,
  INTEROP_PYTHON: python = 'python3',
} = process.env;
const skipped = charmcraft === undefined ? ` (skipped: ${why ?? 'charmcraft is not installed'})` : '';

let root: string;

beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'interop-build-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function opsTest(env: NodeJS.ProcessEnv = {}): OpsTest {
  const own = {
    ...process.env,
    HOME: root,
    XDG_CACHE_HOME: join(root, 'cache'),
    XDG_RUNTIME_DIR: root,
    ...env,
  };
  const options = { baseTemp: join(root, 'tmp'), destructiveMode: true };
  return new OpsTest(options, recordingHost({ rootDir: root, env: own }));
}

/** The system that this runs on, as a base of charmcraft's. */
function ownBase(): string {
  const release = readFileSync('/etc/os-release', 'utf8');
  const value = (key: string) => new RegExp(`^${key}="?([^"\\n]*)`, 'm').exec(release)?.[1] ?? '';
  return `{ name: ${value('ID')}, channel: "${value('VERSION_ID')}" }`;
}

(charmcraft === undefined ? describe.skip : describe)(`charmcraft itself${skipped}`, () => {
  test('packs a charm for buildCharm in destructive mode', async () => {
    write('tiny/src/charm.py', '#!/usr/bin/env python3\n');
    write(
      'tiny/charmcraft.yaml',
      `{ type: charm, name: tiny, summary: tiny, description: tiny, bases: [${ownBase()}],` +
        ' parts: { tiny: { plugin: dump, source: ., prime: [src] } } }\n',
    );
    const ours = opsTest({ PATH: `${charmcraft ?? ''}:${process.env['PATH'] ?? ''}` });

    const path = await ours.buildCharm('tiny');
    const again = await ours.buildCharm('tiny');

    expect(path).toMatch(/\/charms\/tiny_.*\.charm$/);
    const read = async (name: string) => String(await readArchiveFile(readFileSync(path), name));
    expect(await read('metadata.yaml')).toContain('name: tiny');
    expect(await read('src/charm.py')).toBe('#!/usr/bin/env python3\n');
    expect(readFileSync(again)).toEqual(readFileSync(path));
  });

  test('says why a charm cannot be packed, and the error has its whole log', async () => {
    write(
      'bad/charmcraft.yaml',
      `{ type: charm, name: bad, summary: bad, description: bad, bases: [${ownBase()}],` +
        ' parts: { bad: { plugin: no-such-plugin } } }\n',
    );
    const ours = opsTest({ PATH: `${charmcraft ?? ''}:${process.env['PATH'] ?? ''}` });

    await expect(ours.buildCharm('bad')).rejects.toThrow(
      /Failed to build charm at path `bad`[\s\S]*no-such-plugin/,
    );
  });
});

describe("Python's own build tools", () => {
  test.each([
    [
      'setup.py',
      "from setuptools import setup\nsetup(name='my-lib', version='1.2', py_modules=['my_lib'])\n",
    ],
    [
      'pyproject.toml',
      '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n' +
        '[project]\nname = "my-lib"\nversion = "1.2"\n[tool.setuptools]\npy-modules = ["my_lib"]\n',
    ],
  ])('build the library of a %s for buildLib', async (file, text) => {
    write(`lib/${file}`, text);
    write('lib/my_lib.py', 'ANSWER = 42\n');

    const path = await opsTest().buildLib('lib', { python });

    expect(path).toMatch(/\/libs\/my[-_]lib-1\.2\.tar\.gz$/);
    expect(readFileSync(path).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
  });
});
