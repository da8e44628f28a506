import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { deathLab, nothingLeft } from '../__tests__/support/jest-death';
import { until } from '../__tests__/support/jest-embedded';
import { embeddedConfig, untilFolders, waitingFiles } from '../__tests__/support/jest-folders';
import type { JestRun } from '../__tests__/support/jest-run';

jest.setTimeout(120_000);

const { lab, project, leftBehind } = deathLab();

/** What is said of the interruption, in order. */
const said = (output: string) => output.split('\n').filter((line) => line.includes('interrupted'));

const heard = async (run: JestRun) =>
  until(
    () => `it is said that the run was interrupted: ${run.output}`,
    () => run.output.includes('interrupted by'),
  );

test.each([
  ['-i', 'SIGINT', 30],
  ['-w=2', 'SIGINT', 30],
  ['-w=2', 'SIGTERM', 30],
  ['-w=2', 'SIGINT', 29],
] as const)(
  'with %s, %s is answered by two lines, and its files have not failed, on Jest %i',
  async (workers, signal, major) => {
    await using plain = await project(waitingFiles);
    // Workers hear of it as well, and could be done before the run says what there is to destroy.
    lab.controller.faults.delay('1s', { method: 'ModelManager.DestroyModels' });
    const run = plain.start([workers, 'waiting'], { jest: major });
    const count = workers === '-i' ? 1 : 2;
    const folders = await untilFolders(plain, run, count);

    if (signal === 'SIGINT') run.killGroup(signal);
    else run.kill(signal);

    const { output } = await run.ended;
    expect(said(output)).toEqual([
      expect.stringMatching(
        count === 1
          ? `interrupted by ${signal}: destroying lab:waiting\\S+; interrupt again to leave that to the background$`
          : `interrupted by ${signal}: destroying lab:waiting\\S+, lab:waiting\\S+; interrupt again to leave that to the background$`,
      ),
      '[jest-operator] interrupted: nothing is left over',
    ]);
    expect(output).not.toContain('FAIL');
    expect(existsSync(join(plain.directory, 'jest-operator-evidence'))).toBe(false);
    expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
    expect(await leftBehind(plain)).toEqual(nothingLeft);
  },
);

test.each(['-i', '-w=2'])(
  'with %s on embedded controllers it is heard as well, and no folder stays',
  async (workers) => {
    await using plain = await project({ ...waitingFiles, ...embeddedConfig });
    const run = plain.start([workers, 'waiting']);
    const folders = await untilFolders(plain, run, workers === '-i' ? 1 : 2);

    run.killGroup('SIGINT');

    const { output } = await run.ended;
    expect(said(output)).toEqual([
      '[jest-operator] interrupted by SIGINT',
      '[jest-operator] interrupted: nothing is left over',
    ]);
    expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
    expect(await leftBehind(plain)).toEqual(nothingLeft);
  },
);

test('without our reporter the file says it itself', async () => {
  await using plain = await project(waitingFiles);
  const run = plain.start(['-i', 'waiting', '--reporters=default']);
  await untilFolders(plain, run, 1);

  run.killGroup('SIGINT');

  const { output } = await run.ended;
  expect(said(output)).toEqual([
    expect.stringMatching(/interrupted by SIGINT: destroying lab:waiting\S+; interrupt again/),
    '[jest-operator] interrupted: nothing is left over',
  ]);
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test('a second interruption does not wait: it is said who destroys what, and it is destroyed', async () => {
  await using plain = await project(waitingFiles);
  lab.controller.faults.hang({ method: 'ModelManager.DestroyModels' });
  const run = plain.start(['-i', 'waiting-one']);
  await untilFolders(plain, run, 1);

  run.killGroup('SIGINT');
  await heard(run);
  // The first ones may come so soon that they are taken for echoes.
  const again = setInterval(() => run.killGroup('SIGINT'), 200);

  const { output, exitCode } = await run.ended;
  clearInterval(again);
  expect(said(output).at(-1)).toMatch(
    /interrupted again: a process in the background destroys lab:waiting-one-\S+$/,
  );
  expect(exitCode).toBe(130);
  expect(lab.live()).toHaveLength(1);
  await lab.controller.faults.clear();
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test('the echo of a signal, which npm sends, is no second interruption', async () => {
  // What sends it does so in an instant, on hearing the same signal itself.
  const echo = "process.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));";
  await using plain = await project({ ...waitingFiles, 'echo.js': echo });
  const env = { NODE_OPTIONS: `--require ${join(plain.directory, 'echo.js')}` };
  lab.controller.faults.delay('1s', { method: 'ModelManager.DestroyModels' });
  const run = plain.start(['-i', 'waiting-one'], { env });
  await untilFolders(plain, run, 1);

  run.killGroup('SIGINT');

  const { output } = await run.ended;
  expect(said(output)).toEqual([
    expect.stringContaining('interrupted by SIGINT: destroying'),
    '[jest-operator] interrupted: nothing is left over',
  ]);
  expect(lab.live()).toEqual([]);
});

test('what cannot be destroyed is named in the end', async () => {
  await using plain = await project(waitingFiles);
  lab.controller.faults.failMethod('ModelManager.DestroyModels', {
    code: 'operation is blocked',
    message: 'blocked',
    times: Infinity,
  });
  const run = plain.start(['-w=2', 'waiting']);
  await untilFolders(plain, run, 2);

  run.killGroup('SIGINT');

  const { output } = await run.ended;
  expect(output.match(/LEFT OVER: lab:waiting/g)).toHaveLength(2);
  expect(output).not.toContain('nothing is left over');
});

test('SIGTERM to one worker alone: its files end and fail, the others go on', async () => {
  // Each event of a test waits where it is asked again and again who was told to end.
  const waits = `
    test('waits', async () => {
      require('node:fs').writeFileSync('worker.pid', String(process.pid));
      await opsTest.model.wait(() => false, { timeout: '10m' });
    });
    test.each([1, 2, 3, 4, 5, 6, 7, 8])('is quick (%i)', () => undefined);`;
  // The smallest comes last, when only the worker that was told to end has time for it.
  const later = `require('node:fs').writeFileSync('later.pid', String(process.pid));
    test('is later', () => undefined);`;
  const passes = `
    test('keeps the other worker until the last file has begun', async () => {
      const isThere = () => require('node:fs').existsSync('later.pid');
      while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 10));
    }, 60_000);`;
  const files = { 'waits.test.ts': waits, 'passes.test.ts': passes, 'later.test.ts': later };
  await using plain = await project({ ...embeddedConfig, ...files });
  const run = plain.start(['-w=2', '/waits', '/passes', '/later']);
  const pidIn = (name: string) => {
    const path = join(plain.directory, name);
    return existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
  };
  await until(
    () => `a worker has a model; the run says: ${run.output}`,
    () => pidIn('worker.pid') > 0,
  );

  process.kill(pidIn('worker.pid'), 'SIGTERM');

  const { output, exitCode } = await run.ended;
  expect(exitCode).toBe(1);
  expect(output).toMatch(/FAIL .*waits\.test\.ts/);
  expect(output).toMatch(/FAIL .*later\.test\.ts/);
  expect(output).toMatch(/PASS .*passes\.test\.ts/);
  expect(output).toContain('No model is made any more: the run was interrupted by SIGTERM');
  expect(pidIn('later.pid')).toBe(pidIn('worker.pid'));
});
