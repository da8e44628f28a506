import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { JestProject } from '../support/jest-project';
import { type JestResults, jestResults } from '../support/jest-results';
import { jestMajors, type JestMajor } from '../support/jest-run';

jest.setTimeout(120_000);

/** Runs fixtures/projects/ways, and looks into its folder for temporary files afterwards. */
async function runWays(
  args: readonly string[],
  major: JestMajor,
): Promise<JestResults & { leftFiles: string[] }> {
  await using project = await JestProject.of('ways');
  const temporary = join(project.directory, '.tmp');
  await mkdir(temporary);
  const results = await jestResults(project, args, { jest: major, env: { TMPDIR: temporary } });
  const left = await readdir(temporary);
  // Jest's own cache of transformed files is there too.
  // Without our reporter nobody else removes the list of the run's models.
  expect(await project.ledgers()).toEqual([]);
  return {
    ...results,
    leftFiles: left.filter((name) => !/^jest_|^node-compile-cache|^haste-map/.test(name)),
  };
}

test.each(jestMajors)('without the preset, and in several projects, on Jest %i', async (major) => {
  const { tests, output, leftFiles } = await runWays(['-i'], major);

  expect(tests).toEqual({
    'docblock.test.js': {
      'a file can have the environment without the preset': 'passed',
      'the error of a wait says how its order of hooks is had again': 'passed',
      breaks: 'failed',
      later: 'pending',
    },
    'first.test.ts': {
      'the script of a charm is run, compiled, from the start': 'passed',
      'a script can be given in a test, too': 'passed',
      'the test timeout is half an hour, and may be set': 'passed',
    },
    'second.test.ts': { 'the next file has a controller and scripts of its own': 'passed' },
  });
  // There is no reporter of ours then: the file says itself what it has to say.
  expect(output).toContain(
    'plain/docblock.test.js: 1 test skipped, because opsTest.abort() was called: enough',
  );
  // Something has failed in it.
  expect(output).toContain(
    'plain/docblock.test.js: its hooks came in the order of seed 42; to have it again: embedded: { seed: 42 }',
  );
  expect(leftFiles).toEqual([]);
});

test('in threads instead of processes', async () => {
  const { tests, leftFiles } = await runWays(['--workerThreads', '-w=2'], 30);

  expect(Object.values(tests['first.test.ts'] ?? {})).toEqual(['passed', 'passed', 'passed']);
  expect(Object.values(tests['second.test.ts'] ?? {})).toEqual(['passed']);
  expect(leftFiles).toEqual([]);
});
