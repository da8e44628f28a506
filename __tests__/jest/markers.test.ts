import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { JestProject } from '../support/jest-project';
import { type JestResults, jestResults } from '../support/jest-results';
import { type JestMajor, jestMajors } from '../support/jest-run';

jest.setTimeout(120_000);

/** One run of fixtures/projects/markers for each Jest; every test below looks at a file of it. */
const runs = new Map<JestMajor, Promise<JestResults & { ran: string }>>();

beforeAll(async () => {
  for (const major of jestMajors) {
    await using project = await JestProject.of('markers');
    const results = await jestResults(project, ['--runInBand'], { jest: major });
    const ran = await readFile(join(project.directory, 'nested.test.ts.ran'), 'utf8');
    runs.set(major, Promise.resolve({ ...results, ran }));
  }
});

async function outcomes(major: JestMajor, file: string): Promise<Readonly<Record<string, string>>> {
  const { tests, output } = (await runs.get(major)) ?? {};
  return tests?.[file] ?? { 'not run': output ?? '' };
}

test.each(jestMajors)(
  'the row of a table that fails skips the rest of the file, on Jest %i',
  async (major) => {
    expect(await outcomes(major, 'each.test.ts')).toEqual({
      'row 1': 'passed',
      'row 2': 'failed',
      'row 3': 'pending',
      later: 'pending',
    });
  },
);

test.each(jestMajors)(
  'after an abort only the afterAll hooks of open blocks run, on Jest %i',
  async (major) => {
    expect(await outcomes(major, 'nested.test.ts')).toMatchObject({
      'open first': 'passed',
      'open inner breaks': 'failed',
      'open inner next to it': 'pending',
      'open after it': 'pending',
      'not yet open last': 'pending',
    });
    expect((await runs.get(major))?.ran).toBe('open before, each, first, each, inner after, open after');
  },
);

test.each(jestMajors)('a test that fails as expected does not abort, on Jest %i', async (major) => {
  expect(await outcomes(major, 'failing.test.ts')).toEqual({
    'fails as expected': 'passed',
    'goes on': 'passed',
    'passes, which was not expected': 'failed',
    later: 'pending',
  });
});

test.each(jestMajors)(
  'a test that fails as expected skips the rest by opsTest.abort (abort_on_xfail), on Jest %i',
  async (major) => {
    expect(await outcomes(major, 'given-up-as-expected.test.ts')).toEqual({
      'gives up, as expected': 'passed',
      later: 'pending',
    });
  },
);

test.each(jestMajors)('a concurrent test that has begun keeps its own outcome, on Jest %i', async (major) => {
  expect(await outcomes(major, 'concurrent.test.ts')).toEqual({
    breaks: 'failed',
    'had begun': 'passed',
    later: 'pending',
  });
});

test.each(jestMajors)('a test aborts only when its last retry has failed, on Jest %i', async (major) => {
  expect(await outcomes(major, 'retries.test.ts')).toEqual({
    'passes the third time': 'passed',
    'goes on, and breaks for good': 'failed',
    // Jest 29 retries after all other tests.
    later: major === 29 ? 'passed' : 'pending',
  });
});

test('a block that is repeated as a whole is not aborted for good before its last time', async () => {
  // Jest 29 cannot do it.
  expect(await outcomes(30, 'whole-block.test.ts')).toEqual({
    'repeated as a whole passes the second time': 'passed',
    'repeated as a whole is skipped the first time, and then is not': 'passed',
    later: 'passed',
  });
  expect((await runs.get(30))?.output).not.toContain('whole-block.test.ts: 1 test skipped');
});

test.each(jestMajors)('hooks that fail abort as their tests do, on Jest %i', async (major) => {
  expect(await outcomes(major, 'hooks.test.ts')).toEqual({
    'with a hook that breaks is not run': 'failed',
    later: 'pending',
  });
  expect(await outcomes(major, 'before-all.test.ts')).toEqual({
    'with a hook that breaks first': 'failed',
    'with a hook that breaks second': 'failed',
    'later third': 'pending',
  });
  expect(await outcomes(major, 'after-all.test.ts')).toEqual({
    'with a hook that breaks first': 'passed',
    later: 'pending',
  });
});

test.each(jestMajors)('opsTest.abort fails its test and skips the rest, on Jest %i', async (major) => {
  expect(await outcomes(major, 'by-hand.test.ts')).toEqual({
    first: 'passed',
    'gives up': 'failed',
    later: 'pending',
  });
});

test.each(jestMajors)('the markers go with only, and with what is imported, on Jest %i', async (major) => {
  expect(await outcomes(major, 'only.test.ts')).toEqual({
    'not in focus': 'pending',
    breaks: 'failed',
    'later a': 'pending',
    'later b': 'pending',
  });
  expect(await outcomes(major, 'imported.test.ts')).toEqual({
    'the same functions are found everywhere': 'passed',
    'in x row 1': 'failed',
    'in x row 2': 'pending',
    later: 'pending',
  });
});

test.each(jestMajors)('what a test began ends when Jest has given the test up, on Jest %i', async (major) => {
  expect(await outcomes(major, 'given-up.test.ts')).toEqual({
    'takes too long': 'failed',
    'its wait has ended': 'passed',
    'takes too long beside another': 'failed',
    'its neighbour is not disturbed': 'passed',
  });
});

test.each(jestMajors)('the run says which tests were skipped and why, on Jest %i', async (major) => {
  const { output = '' } = (await runs.get(major)) ?? {};

  expect(output).toContain('each.test.ts: 2 tests skipped, because "row 2" failed:\n');
  expect(output).toContain('[jest-operator]   ○ row 3\n');
  expect(output).toContain(
    'by-hand.test.ts: 1 test skipped, because opsTest.abort() was called: the cloud is',
  );
  // Not in focus is Jest's business.
  expect(output).toContain('only.test.ts: 2 tests skipped, because "breaks" failed:\n');
});
