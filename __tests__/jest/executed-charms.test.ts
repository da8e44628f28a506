import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { processesOf } from '../../src/processes-of-folder';
import { until } from '../support/jest-embedded';
import { JestProject } from '../support/jest-project';

jest.setTimeout(120_000);

test('a run that is killed leaves no process of a charm, and no folder', async () => {
  await using project = await JestProject.of('executing');
  const run = project.start(['-i']);
  const noted = join(project.directory, 'charm-folder');
  await until(
    () => `the charm sleeps: ${run.output}`,
    () => existsSync(noted) && readFileSync(noted, 'utf8') !== '',
  );
  const folder = readFileSync(noted, 'utf8');
  // The hook, its own sleep, and the daemon.
  expect(processesOf(folder).length).toBeGreaterThanOrEqual(2);
  // The reporter looks at what the run has noted every now and then.
  await until(
    () => `it is said that charms are executed: ${run.output}`,
    () => run.output.includes('charm code is executed'),
  );

  run.kill('SIGKILL');

  await run.ended;
  await until('the processes have ended', () => processesOf(folder).length === 0);
  await until('the folder is gone', () => !existsSync(folder));
});

test('a charm with code is refused where nobody has said what shall become of it', async () => {
  await using project = await JestProject.of('executing', {
    files: {
      'jest.config.js':
        "module.exports = { preset: 'jest-operator', testEnvironmentOptions: { embedded: true, evidence: false } };\n",
    },
  });
  const run = project.start(['-i']);
  const { exitCode } = await run.ended;
  expect(exitCode).toBe(1);
  expect(run.output).toContain(
    'charm "sleeper" has code, and it is not said what shall become of it. To execute it on this machine: embedded: { execute: true }.',
  );
  expect(run.output).not.toContain('charm code is executed');
});

test('of a charm without code a run says so, and the wait for it says why', async () => {
  await using project = await JestProject.of('executing', {
    files: {
      'hollow/charmcraft.yaml':
        'type: charm\nname: hollow\nsummary: x\ndescription: x\nbase: ubuntu@22.04\nplatforms: {amd64: }\n',
      'sleeps.test.js': `test('waits', async () => {
  await opsTest.model.deploy('./hollow');
  await opsTest.model.waitForIdle({ status: 'active', timeout: '2s' });
});
`,
    },
  });
  const run = project.start(['-i']);
  await run.ended;
  const problem = 'the charm "hollow" has no code (neither dispatch, nor hooks/, nor src/charm.py)';
  expect(run.output.split(`[jest-operator] sleeps.test.js: ${problem}. Juju skips`)).toHaveLength(2);
  expect(run.output).toContain(
    `hollow/0  workload is "unknown", want "active"; ${problem}: its hooks are skipped`,
  );
});
