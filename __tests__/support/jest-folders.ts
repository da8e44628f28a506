import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { until } from './jest-embedded';
import type { JestProject } from './jest-project';
import type { JestRun } from './jest-run';

/** What a test calls first, so that its folder is known outside: the last test of it never ends. */
export const noteFolder = "require('node:fs').writeFileSync(opsTest.modelName + '.folder', opsTest.tmpPath);";

/** Test files that have a model and a folder each, and wait for what never comes. */
export const waitingFiles = Object.fromEntries(
  ['one', 'two'].map((name) => [
    `waiting-${name}.test.ts`,
    `test('waits', async () => {
       ${noteFolder}
       await opsTest.model.wait(() => false, { timeout: '10m' });
     });`,
  ]),
);

/** The same on embedded controllers. */
export const embeddedConfig = {
  'jest.config.js':
    "module.exports = { preset: 'jest-operator', testMatch: ['**/*.test.ts'], testEnvironmentOptions: { embedded: true } };",
};

/** Waits until so many tests have a folder. */
export async function untilFolders(project: JestProject, run: JestRun, count: number): Promise<string[]> {
  const noted = () => readdirSync(project.directory).filter((name) => name.endsWith('.folder'));
  const read = () => noted().map((name) => readFileSync(join(project.directory, name), 'utf8'));
  await until(
    () => `${String(count)} folders are there, the run says: ${run.output}`,
    () => read().filter((path) => path && existsSync(path)).length === count,
  );
  return read();
}

/** Waits until none of them is there. */
export async function untilGone(folders: readonly string[]): Promise<void> {
  const left = () => folders.filter((path) => existsSync(path));
  await until(
    () => `these folders are gone: ${left().join(', ')}`,
    () => left().length === 0,
  );
}
