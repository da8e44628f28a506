import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { embeddedForJest, until } from '../support/jest-embedded';
import { JestProject } from '../support/jest-project';
import { jestResults } from '../support/jest-results';
import { jestMajors } from '../support/jest-run';

jest.setTimeout(120_000);

const lab = embeddedForJest();
const project = (files: Readonly<Record<string, string>> = {}) =>
  JestProject.of('plain', { jujuData: lab.controller.jujuData, files });

test.each(jestMajors)(
  'a model is made for a file that has tests to run, and for no other, on Jest %i',
  async (major) => {
    await using plain = await project({ 'syntax.test.ts': "test('never', () => { const = 1; });" });

    const run = await jestResults(plain, ['-i', 'ok', 'none', 'syntax', 'thrown', 'before-all'], {
      jest: major,
    });

    expect(run.tests['ok.test.ts']).toEqual({
      'it has a model of its own, and no model while it is read': 'passed',
      'it finds errors of the package by their classes': 'passed',
      'options are no globals': 'passed',
    });
    expect(run.tests['before-all.test.ts']).toEqual({ never: 'failed' });
    expect(run.fileErrors['thrown.test.ts']).toContain('before any test');
    expect(run.fileErrors['syntax.test.ts']).toContain('Syntax');
    expect(run.tests['none.test.ts']).toMatchObject({ skipped: 'pending', 'a block in it': 'pending' });
    expect(lab.made).toEqual([expect.stringMatching(/^before-all-/), expect.stringMatching(/^ok-/)]);
    expect(lab.live()).toEqual([]);
    expect(await plain.ledgers()).toEqual([]);
    expect(run.exitCode).toBe(1);
  },
);

test('a file whose tests are all filtered out makes no model, and the run says nothing', async () => {
  await using plain = await project();

  const { output, exitCode } = await plain.run(['ok', '-t', 'no such test']);

  expect(lab.made).toEqual([]);
  expect(output).not.toContain('[jest-operator]');
  expect(exitCode).toBe(0);
});

test('a model that is not destroyed fails the run by name, keeps the results, and is tried again next time', async () => {
  await using plain = await project();
  lab.controller.faults.failMethod('ModelManager.DestroyModels', { message: 'the cloud says no' });

  const run = await jestResults(plain, ['before-all', 'ok', '-t', 'globals|never', '-w=2']);

  expect(lab.live()).toHaveLength(2);
  for (const name of lab.live()) {
    expect(run.output).toContain(`LEFT OVER: lab:${name} of ${name.replace(/-....$/, '')}.test.ts`);
    expect(run.output).toContain(`juju destroy-model --no-prompt lab:${name}`);
  }
  expect(run.tests['ok.test.ts']).toMatchObject({ 'options are no globals': 'passed' });
  expect(run.fileErrors['ok.test.ts']).toContain('the cloud says no');
  expect(run.exitCode).toBe(1);

  const names = lab.live();
  await lab.controller.faults.clear();
  const { output } = await plain.run(['none']);
  for (const name of names) {
    expect(output).toMatch(
      new RegExp(`a former run \\(.*\\) left lab:${name}: destroying in the background`),
    );
  }
  await until('the models are gone', () => lab.live().length === 0);
  await until('their ledgers are gone', async () => (await plain.ledgers()).length === 0);
});

test('a controller that hangs on destroy ends the run in a bounded time, with the name of the model', async () => {
  await using plain = await project();
  lab.controller.faults.hang({ method: 'ModelManager.DestroyModels' });

  const run = await jestResults(plain, ['ok', '-t', 'globals', '--forceExit'], {
    env: { JEST_OPERATOR_DESTROY_TIMEOUT: '1s' },
  });

  const [name = 'none'] = lab.live();
  expect(run.output).toContain(`LEFT OVER: lab:${name}`);
  expect(run.tests['ok.test.ts']).toMatchObject({ 'options are no globals': 'passed' });
  expect(run.exitCode).toBe(1);
});

test('a model that is kept is named with the commands to go on, and skipIfDeployed uses it', async () => {
  await using plain = await project();

  const summary = join(plain.directory, 'summary.md');
  const first = await plain.run(['ok', '-t', 'globals'], {
    env: { JEST_OPERATOR_KEEP_MODELS: 'true', GITHUB_STEP_SUMMARY: summary },
  });
  const [kept = 'none'] = lab.live();
  expect(first.output).toContain(`kept lab:${kept}`);
  expect(first.output).toContain(`juju switch lab:${kept}`);
  expect(first.output).toMatch(/JEST_OPERATOR_MODEL=\S+ JEST_OPERATOR_NO_DEPLOY=true npx jest ok\.test\.ts/);
  expect(await readFile(summary, 'utf8')).toContain(
    `| ok.test.ts | \`lab:${kept}\` | kept: keepModels is set |`,
  );
  expect(first.exitCode).toBe(0);

  lab.controller.state.addModel({ name: 'staging', owner: 'admin' });
  const second = await jestResults(plain, ['deployed'], {
    env: { JEST_OPERATOR_MODEL: 'staging', JEST_OPERATOR_NO_DEPLOY: 'true' },
  });
  expect(second.tests['deployed.test.ts']).toEqual({ 'deploys a charm': 'pending', 'uses it': 'passed' });
  expect(second.output).toContain('deployed.test.ts: 1 test skipped, because it is marked skipIfDeployed');
  expect(second.exitCode).toBe(0);
  expect(lab.live()).toContain('staging');
});
