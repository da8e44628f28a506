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

  run.kill('SIGKILL');

  await run.ended;
  await until('the processes have ended', () => processesOf(folder).length === 0);
  await until('the folder is gone', () => !existsSync(folder));
  expect(run.output).toContain('charm code is executed');
});
