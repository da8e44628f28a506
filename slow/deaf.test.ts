import { deathLab, nothingLeft } from '../__tests__/support/jest-death';
import {
  embeddedConfig,
  noteFolder,
  untilFolders,
  untilGone,
  waitingFiles,
} from '../__tests__/support/jest-folders';

jest.setTimeout(120_000);

const { lab, project, leftBehind } = deathLab();

/** Handlers of signals are JavaScript, and wait for their turn: here for ever. */
const deaf = {
  'deaf.test.ts': `test('never gives way', async () => { await opsTest.model.status(); ${noteFolder} for (;;); });`,
};

test.each([
  ['a controller that outlives the run', {}],
  ['an embedded controller', embeddedConfig],
] as const)('Ctrl-C ends a run whose test never gives way, on %s', async (_, config) => {
  await using plain = await project({ ...deaf, ...config });
  const run = plain.start(['-i', 'deaf']);
  const folders = await untilFolders(plain, run, 1);

  run.killGroup('SIGINT');

  const { signal } = await run.ended;
  expect(signal).toBe('SIGKILL');
  await untilGone(folders);
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test.each([
  ['SIGINT to all its processes', 30],
  ['SIGTERM to its first process', 30],
  ['SIGINT to all its processes', 29],
] as const)('%s ends a worker whose test never gives way, on Jest %i', async (ending, major) => {
  await using plain = await project({ ...deaf, ...waitingFiles });
  const run = plain.start(['-w=2', 'deaf', 'waiting-one'], { jest: major });
  const folders = await untilFolders(plain, run, 2);

  if (ending.startsWith('SIGINT')) run.killGroup('SIGINT');
  else run.kill('SIGTERM');

  const { output } = await run.ended;
  expect(output).toContain('deaf.test.ts never gives way to the event loop: its worker is killed');
  expect(output).toContain('interrupted: nothing is left over');
  expect(lab.made).toHaveLength(2);
  expect(lab.live()).toEqual([]);
  await untilGone(folders);
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test('no other file makes a model in the place of one whose worker was killed', async () => {
  // Jest begins with the largest file.
  const large = { 'deaf.test.ts': `${deaf['deaf.test.ts']} // ${'large '.repeat(200)}` };
  await using plain = await project({ ...large, ...waitingFiles });
  // Time enough for a worker to start.
  lab.controller.faults.delay('4s', { method: 'ModelManager.DestroyModels' });
  const run = plain.start(['-w=2', 'deaf', 'waiting']);
  await untilFolders(plain, run, 2);

  run.killGroup('SIGINT');

  const { output } = await run.ended;
  expect(output).toContain('deaf.test.ts never gives way to the event loop: its worker is killed');
  expect(lab.made).toEqual([expect.stringMatching(/^deaf-/), expect.stringMatching(/^waiting-/)]);
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test('SIGKILL to Jest ends a worker whose test never gives way', async () => {
  await using plain = await project({ ...deaf, ...waitingFiles });
  const run = plain.start(['-w=2', 'deaf', 'waiting-one']);
  const folders = await untilFolders(plain, run, 2);

  run.kill('SIGKILL');

  // Its output ends with the last of its processes.
  await run.ended;
  await untilGone(folders);
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test('Ctrl-C without our reporter ends a worker whose test never gives way', async () => {
  await using plain = await project({ ...deaf, ...waitingFiles });
  const run = plain.start(['-w=2', 'deaf', 'waiting-one', '--reporters=default']);
  const folders = await untilFolders(plain, run, 2);

  run.killGroup('SIGINT');

  await run.ended;
  await untilGone(folders);
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test.each(['-i', '-w=2'])(
  'with %s, whoever hears is given the time that the controller takes',
  async (workers) => {
    await using plain = await project(waitingFiles);
    // Longer than who does not hear is left alone.
    lab.controller.faults.delay('7s', { method: 'ModelManager.DestroyModels' });
    const run = plain.start([workers, 'waiting']);
    await untilFolders(plain, run, workers === '-i' ? 1 : 2);

    run.killGroup('SIGINT');

    const { output, exitCode } = await run.ended;
    expect(exitCode).toBe(130);
    expect(output).toContain('interrupted: nothing is left over');
    expect(output).not.toContain('never gives way');
    expect(lab.live()).toEqual([]);
  },
);
