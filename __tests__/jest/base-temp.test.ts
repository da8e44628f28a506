import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { JestProject } from '../support/jest-project';
import { jestResults } from '../support/jest-results';

jest.setTimeout(120_000);

const withOptions = (options: object) => `/** @jest-environment-options ${JSON.stringify(options)} */
test('has a model', () => expect(opsTest.model.name).toBe(opsTest.modelName));`;

/** A `juju` that snapd would start, and a home in which nothing is yet. */
function snapAndHome(folder: string): { readonly bin: string; readonly home: string } {
  const [bin, home] = [join(folder, 'snap/bin'), join(folder, 'fresh home')];
  for (const path of [bin, home]) mkdirSync(path, { recursive: true });
  writeFileSync(join(bin, 'juju'), '#!/bin/sh\n');
  chmodSync(join(bin, 'juju'), 0o755);
  return { bin, home };
}

test('the embedded controller makes the base folder that is not there yet, whoever names it', async () => {
  await using project = await JestProject.of('plain', {
    files: {
      'named.test.ts': withOptions({ embedded: true, baseTemp: './tm p/deep' }),
      'chosen.test.ts': withOptions({ embedded: true }),
    },
  });
  const { bin, home } = snapAndHome(project.directory);
  const path = `${bin}:${dirname(process.execPath)}:/usr/bin:/bin`;
  const tox = join(project.directory, 'tox');

  const snap = await jestResults(project, ['-i', 'named', 'chosen'], { env: { PATH: path, HOME: home } });
  const inTox = await jestResults(project, ['-i', 'chosen'], { env: { TOX_ENV_DIR: tox } });

  expect(snap.fileErrors).toEqual({ 'named.test.ts': '', 'chosen.test.ts': '' });
  expect(inTox.fileErrors).toEqual({ 'chosen.test.ts': '' });
  expect([snap.exitCode, inTox.exitCode]).toEqual([0, 0]);
  for (const base of [
    join(project.directory, 'tm p/deep'),
    join(home, 'jest-operator-tmp'),
    join(tox, 'tmp/jest'),
  ]) {
    expect(existsSync(base)).toBe(true);
    expect(readdirSync(base)).toEqual([]);
  }
});

test('a base folder that cannot be made ends the file with a message that names the option', async () => {
  await using project = await JestProject.of('plain', {
    files: { 'nowhere.test.ts': withOptions({ embedded: true, baseTemp: '/proc/nope' }) },
  });

  const { fileErrors, exitCode } = await jestResults(project, ['nowhere']);

  expect(fileErrors['nowhere.test.ts']).toMatch(
    /No temporary folder can be made in \/proc\/nope: .*\. The place is that of the option baseTemp\. Name another place/,
  );
  expect(exitCode).toBe(1);
});
