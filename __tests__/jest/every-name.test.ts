import { symlinkSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { embeddedForJest } from '../support/jest-embedded';
import { JestProject } from '../support/jest-project';
import { type JestResults, jestResults } from '../support/jest-results';
import { program } from '../support/ops-test-programs';

jest.setTimeout(120_000);

const lab = embeddedForJest();

/** One run of fixtures/projects/names; every test below looks at a file of it. */
let run: JestResults & { readonly live: readonly string[]; readonly calls: string };

const charm = (name: string) => `name: ${name}\nsummary: s\ndescription: d\n`;

beforeAll(async () => {
  await using project = await JestProject.of('names', {
    jujuData: lab.controller.jujuData,
    files: {
      'web/charmcraft.yaml': charm('web'),
      'db/charmcraft.yaml': charm('db'),
      'lib/setup.py': '',
      'templated/version': '{{ version }}\n',
      'templated/other': '{{ version }}\n',
      'bundle.yaml': 'charm: {{ charm }}\n',
    },
  });
  const bin = join(project.directory, 'bin');
  await mkdir(bin);
  for (const name of ['charmcraft', 'id', 'juju-bundle', 'juju-crashdump'])
    symlinkSync(program(name), join(bin, name));
  symlinkSync(program('recorded-python'), join(bin, 'python3'));
  await mkdir(join(project.directory, '.tmp'));
  lab.controller.state.addModel({ name: 'staging', owner: 'admin' });
  const calls = join(project.directory, 'calls');
  const results = await jestResults(project, ['-i'], {
    env: {
      PATH: `${bin}:${dirname(process.execPath)}:/usr/bin:/bin`,
      CALLS: calls,
      OWN_GROUPS: 'lxd',
      XDG_CACHE_HOME: join(project.directory, '.cache'),
      TMPDIR: join(project.directory, '.tmp'),
    },
  });
  run = { ...results, live: lab.live(), calls: await readFile(calls, 'utf8') };
});

test('without noDeploy the 3 tests pass', () => {
  expect(run.tests['deploy-all.test.ts']).toEqual({
    'builds and deploys': 'passed',
    first: 'passed',
    second: 'passed',
  });
});

test('noDeploy alone → an error, and no test is run', () => {
  expect(run.fileErrors['deploy-no-model.test.ts']).toContain('noDeploy needs model');
  expect(run.tests['deploy-no-model.test.ts']).toEqual({});
});

test('noDeploy with model → 2 tests pass, 1 is skipped', () => {
  expect(run.tests['deploy-skipped.test.ts']).toEqual({
    'builds and deploys': 'pending',
    first: 'passed',
    second: 'passed',
  });
  expect(run.output).toContain('deploy-skipped.test.ts: 1 test skipped, because it is marked skipIfDeployed');
});

test('every option of pytest-operator’s reference is heeded', () => {
  expect({ ...run.tests['options.test.ts'], output: run.output }).toMatchObject({
    'the options of the file are in force': 'passed',
    'a new model follows keepModels and destroyStorage; NEVER destroys it all the same': 'passed',
    'charmcraftArgs and destructiveMode reach charmcraft': 'passed',
  });
  expect(run.output).toContain('modelConfig is not used, because model is given');
  expect(run.output).toContain('noCrashDump is deprecated');
  expect(run.live).toEqual(['kept', 'staging']);
});

test('every attribute and method of pytest-operator’s reference can be called in a test', () => {
  const { 'every-name.test.ts': names = {} } = run.tests;
  const { 'after the abort': after, ...others } = names;

  const failed = Object.entries(others).filter(([, outcome]) => outcome !== 'passed');
  expect({ failed, output: failed.length > 0 ? run.output : '' }).toEqual({ failed: [], output: '' });
  expect(Object.keys(others)).toHaveLength(9);
  expect(after).toBe('pending');
  expect(run.calls).toContain(
    '"args":["build","--bundle","bundle.yaml","--output-bundle","built.yaml","--serial"]',
  );
});
