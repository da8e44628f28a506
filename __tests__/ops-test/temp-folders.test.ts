import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { baseTemp } from '../../src/ops-test/base-temp';
import { OpsTest } from '../../src/ops-test/ops-test';
import { TempFolders } from '../../src/ops-test/temp-folders';
import { testFolder } from '../support/ops-test-folder';
import { recordingHost } from '../support/ops-test-host';

/** A folder with a program called `juju`, which is what `target` is. */
function folderWithJuju(folder: string, target: string): string {
  mkdirSync(folder, { recursive: true });
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, '#!/bin/sh\n', { mode: 0o755 });
  const juju = join(folder, 'juju');
  if (juju !== target) symlinkSync(target, juju);
  return folder;
}

test('TOX_ENV_DIR set, no basetemp → tmp_path lies below $TOX_ENV_DIR/tmp/jest', () => {
  const tox = testFolder();
  const opsTest = new OpsTest({}, recordingHost({ env: { TOX_ENV_DIR: tox } }));

  expect(dirname(opsTest.tmpPath)).toBe(join(tox, 'tmp', 'jest'));
});

test('TOX_ENV_DIR unset, explicit basetemp → tmp_path lies below it', () => {
  const base = join(testFolder(), 'a', 'b');
  const opsTest = new OpsTest({ baseTemp: base }, recordingHost({ env: {} }));

  expect(dirname(opsTest.tmpPath)).toBe(base);
});

test('TOX_ENV_DIR and an explicit basetemp → tmp_path lies below basetemp', () => {
  const base = testFolder();
  const opsTest = new OpsTest({ baseTemp: base }, recordingHost({ env: { TOX_ENV_DIR: testFolder() } }));

  expect(dirname(opsTest.tmpPath)).toBe(base);
});

test('a relative basetemp is relative to rootDir', () => {
  expect(baseTemp('tmp', '/repo', {})).toEqual({
    path: '/repo/tmp',
    named: true,
    origin: 'the option baseTemp',
  });
});

test('tmp_path is made at the first question, for its owner alone, with the model’s name', () => {
  const base = testFolder();
  const opsTest = new OpsTest({ baseTemp: base }, recordingHost({ env: {} }));

  const { tmpPath } = opsTest;

  expect(tmpPath.startsWith(join(base, `${opsTest.defaultModelName}-`))).toBe(true);
  expect(statSync(tmpPath).mode & 0o777).toBe(0o700);
  expect(opsTest.tmpPath).toBe(tmpPath);
});

test('with a juju that snapd starts, temporary folders go below HOME, where a snap may write', () => {
  const home = testFolder();
  const bin = folderWithJuju(join(home, 'snap', 'bin'), join(home, 'snap', 'bin', 'juju'));

  expect(baseTemp(undefined, '/repo', { PATH: `/nowhere:${bin}`, HOME: home })).toEqual({
    path: join(home, 'jest-operator-tmp'),
    named: false,
    origin: 'HOME, as juju is a snap',
  });
});

test('a juju that is a link to the snap program is a snap', () => {
  const home = testFolder();
  const bin = folderWithJuju(join(home, 'links'), join(home, 'usr', 'bin', 'snap'));

  expect(baseTemp(undefined, '/repo', { PATH: bin, HOME: home }).path).toBe(join(home, 'jest-operator-tmp'));
});

test('with a juju that is no snap, and without one, the system’s temporary folder serves', () => {
  const home = testFolder();
  const bin = folderWithJuju(join(home, 'bin'), join(home, 'bin', 'juju'));

  for (const env of [{ PATH: bin, HOME: home }, { HOME: home }]) {
    expect(baseTemp(undefined, '/repo', env)).toMatchObject({ path: tmpdir(), named: false });
  }
});

test.each([
  ['the option baseTemp', (base: string) => ({ option: { baseTemp: join(base, 'x') } })],
  ['TOX_ENV_DIR', (base: string) => ({ env: { TOX_ENV_DIR: base } })],
])('a base folder that cannot be made is an error that names it and %s', (origin, given) => {
  const file = join(testFolder(), 'file');
  writeFileSync(file, '');
  const { option, env } = { option: {}, env: {}, ...given(file) };
  const opsTest = new OpsTest(option, recordingHost({ env }));

  expect(() => opsTest.tmpPath).toThrow(
    new RegExp(
      `^No temporary folder can be made in ${file}/(x|tmp/jest): .*\\. The place is that of ${origin}\\. ` +
        'Name another place with the option baseTemp\\.$',
    ),
  );
});

test.each([
  ['removed where we chose their place', false, false],
  ['left where the user named it', true, true],
])('folders are %s', async (_, named, left) => {
  const folders = new TempFolders(() => ({ path: testFolder(), named, origin: 'the test' }));
  const path = folders.make('web');
  writeFileSync(join(path, 'file'), 'x');

  await folders.remove(() => undefined);

  expect(existsSync(path)).toBe(left);
});

test('after a failure the folders stay, to be looked at', async () => {
  const home = testFolder();
  const bin = folderWithJuju(join(home, 'snap', 'bin'), join(home, 'snap', 'bin', 'juju'));
  const env = { HOME: home, PATH: bin };
  const failed = new OpsTest({}, recordingHost({ env, failures: () => 1 }));
  const passed = new OpsTest({}, recordingHost({ env, failures: () => 0 }));
  const paths = [failed.tmpPath, passed.tmpPath];

  await failed.finish();
  await passed.finish();

  expect(paths.map((path) => existsSync(path))).toEqual([true, false]);
});
