import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { deathLab, nothingLeft } from '../__tests__/support/jest-death';
import { until } from '../__tests__/support/jest-embedded';
import {
  embeddedConfig,
  noteFolder,
  untilFolders,
  untilGone,
  waitingFiles,
} from '../__tests__/support/jest-folders';

jest.setTimeout(120_000);

const { project, leftBehind } = deathLab();

const forever = 'await opsTest.model.wait(() => false, { timeout: "10m" });';

const failedBefore = `
test('fails', () => { throw new Error('broken'); });
test('waits', async () => { ${noteFolder} ${forever} });`;

const triedAgain = `
jest.retryTimes(1, { retryImmediately: true });
let times = 0;
test('fails, and waits', async () => {
  opsTest.tmpPath;
  if (++times === 1) throw new Error('broken');
  ${noteFolder}
  ${forever}
});`;

test.each([
  ['-i', 'a controller that outlives the run', {}],
  ['-w=2', 'a controller that outlives the run', {}],
  ['-i', 'embedded controllers', embeddedConfig],
  ['-w=2', 'embedded controllers', embeddedConfig],
] as const)('a run that is killed leaves no folder, with %s on %s', async (workers, _, config) => {
  await using plain = await project({ ...waitingFiles, ...config });
  const run = plain.start([workers, 'waiting']);
  const folders = await untilFolders(plain, run, workers === '-i' ? 1 : 2);

  run.killGroup('SIGKILL');

  await run.ended;
  await untilGone(folders);
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test.each(['SIGINT', 'SIGKILL'] as const)(
  'after %s the folder of a file in which something has failed is there to be looked into',
  async (signal) => {
    await using plain = await project({ 'failed.test.ts': failedBefore });
    const run = plain.start(['-i', 'failed']);
    const [folder = ''] = await untilFolders(plain, run, 1);

    run.killGroup(signal);

    await run.ended;
    expect(await leftBehind(plain)).toEqual(nothingLeft);
    expect(existsSync(folder)).toBe(true);
  },
);

test('a failure that is tried again is none yet: the folder goes', async () => {
  await using plain = await project({ 'retried.test.ts': triedAgain });
  const run = plain.start(['-i', 'retried']);
  const folders = await untilFolders(plain, run, 1);

  run.killGroup('SIGKILL');

  await run.ended;
  await untilGone(folders);
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test.each(['SIGINT', 'SIGKILL'] as const)(
  'after %s a folder in a place of the user’s stays',
  async (signal) => {
    await using plain = await project(waitingFiles);
    const env = { JEST_OPERATOR_BASE_TEMP: join(plain.directory, 'mine') };
    const run = plain.start(['-i', 'waiting-one'], { env });
    const [folder = ''] = await untilFolders(plain, run, 1);

    run.killGroup(signal);

    await run.ended;
    await until('all is cleared away', async () => (await plain.ledgers()).length === 0);
    expect(existsSync(folder)).toBe(true);
  },
);
