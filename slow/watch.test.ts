import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { embeddedForJest, until } from '../__tests__/support/jest-embedded';
import { JestProject } from '../__tests__/support/jest-project';
import type { JestRun } from '../__tests__/support/jest-run';

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

  await until('no process but Jest is left', () => processesOf(project.directory).length === 1);

  run.press('q');
  const { exitCode, signal } = await run.ended;
  expect({ exitCode, signal }).toEqual({ exitCode: 0, signal: null });
  await until('no process is left', () => processesOf(project.directory).length === 0);
  expect(await project.ledgers()).toEqual([]);
  expect(runs()).toHaveLength(2);
});

const slow = `
test('waits', async () => {
  await opsTest.model.wait(() => false, { timeout: '10m' });
});`;

/** As a terminal has it that gives its keys to the program. */
const ctrlC = '\u0003';

const endings: Record<string, (run: JestRun) => void> = {
  'Ctrl-C': (run) => run.press(ctrlC),
  'SIGINT to all its processes': (run) => run.killGroup('SIGINT'),
  'SIGTERM to its first process': (run) => run.kill('SIGTERM'),
  'SIGKILL to its first process': (run) => run.kill('SIGKILL'),
};

describe.each(Object.keys(endings))('%s ends --watchAll', (ending) => {
  onLinux('between two runs, and leaves nothing', async () => {
    const files = { 'one.test.ts': second, 'two.test.ts': second, 'terminal.js': terminal };
    await using project = await JestProject.of('plain', { jujuData: lab.controller.jujuData, files });
    const env = { NODE_OPTIONS: `--require ${join(project.directory, 'terminal.js')}` };
    const run = project.start(['--watchAll', '-w=2', 'one.test', 'two.test'], { env, keys: true });
    await until(
      () => `the run has ended: ${run.output}`,
      () => run.output.includes('Ran all test suites'),
    );
    await until('no process but Jest is left', () => processesOf(project.directory).length === 1);

    endings[ending]?.(run);

    await run.ended;
    await until('no process is left', () => processesOf(project.directory).length === 0);
    expect(await project.ledgers()).toEqual([]);
    expect(lab.live()).toEqual([]);
  });

  onLinux('in the middle of a run, and leaves nothing', async () => {
    const files = { 'watched.test.ts': slow, 'terminal.js': terminal };
    await using project = await JestProject.of('plain', { jujuData: lab.controller.jujuData, files });
    const env = { NODE_OPTIONS: `--require ${join(project.directory, 'terminal.js')}` };
    const run = project.start(['--watchAll', '-i', 'watched'], { env, keys: true });
    await until(
      () => `a model is there: ${run.output}`,
      () => lab.live().length === 1,
    );

    endings[ending]?.(run);

    const { output } = await run.ended;
    if (!ending.includes('SIGKILL')) expect(output).toMatch(/destroy(?:ing|s) lab:watched/);
    await until('no process is left', () => processesOf(project.directory).length === 0);
    expect(await project.ledgers()).toEqual([]);
    expect(lab.live()).toEqual([]);
  });
});
