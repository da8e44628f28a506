import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { embeddedForJest, until } from '../support/jest-embedded';
import { JestProject } from '../support/jest-project';

jest.setTimeout(60_000);

const lab = embeddedForJest();
const onLinux = process.platform === 'linux' ? test : test.skip;

/** What Jest asks of a terminal before it listens to keys: a pipe has it not. */
const terminal = 'process.stdin.setRawMode = () => process.stdin;';

const first = `
test('forgets to await', async () => {
  await opsTest.model.status();
  opsTest.model.status();
});`;

const second = `
test('awaits', async () => {
  await opsTest.model.status();
});`;

/** Ids of the processes that have the project's state in their environment: Jest, its workers and reapers. */
function processesOf(directory: string): number[] {
  const variable = `XDG_STATE_HOME=${join(directory, '.state')}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => environmentOf(pid).includes(variable))
    .map(Number);
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    // It has ended, or is somebody else's.
    return '';
  }
}

onLinux('the runs of --watchAll know nothing of each other, and q leaves nothing', async () => {
  const files = { 'watched.test.ts': first, 'terminal.js': terminal };
  await using project = await JestProject.of('plain', { jujuData: lab.controller.jujuData, files });
  const env = { NODE_OPTIONS: `--require ${join(project.directory, 'terminal.js')}` };
  const run = project.start(['--watchAll', '-i', 'watched'], { env, keys: true });
  const runs = () => run.output.match(/^Tests: .*$/gm) ?? [];
  const finished = (count: number) =>
    until(
      () => `${String(count)} runs have ended: ${run.output}`,
      () => runs().length >= count && run.output.split('Ran all test suites').length > count,
    );

  await finished(1);
  expect(run.output).toContain('was called without await');
  expect(lab.made).toHaveLength(1);
  await until('the first run leaves no model', () => lab.live().length === 0);
  await until('the first run leaves no ledger', async () => (await project.ledgers()).length === 0);

  // The changed file, and neither evidence nor a ledger, begins the second run.
  await writeFile(join(project.directory, 'watched.test.ts'), second);
  await finished(2);
  expect(lab.made).toHaveLength(2);
  expect(runs()).toEqual([expect.stringContaining('1 failed'), expect.stringMatching(/^Tests: +1 passed/)]);
  await until('the second run leaves no model', () => lab.live().length === 0);

  // Jest and one reaper at most, which ends with Jest or gives way to that of the next run: they do not pile up.
  await until('one reaper is left', () => processesOf(project.directory).length <= 2);

  run.press('q');
  const { exitCode, signal } = await run.ended;
  expect({ exitCode, signal }).toEqual({ exitCode: 0, signal: null });
  await until('no process is left', () => processesOf(project.directory).length === 0);
  expect(await project.ledgers()).toEqual([]);
  expect(runs()).toHaveLength(2);
});
