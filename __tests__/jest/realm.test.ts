import { JestProject } from '../support/jest-project';
import { jestResults } from '../support/jest-results';
import { jestMajors } from '../support/jest-run';

jest.setTimeout(60_000);

// The assertions are in fixtures/projects/realm: they can only be made inside a sandbox.
test.each(jestMajors)('what a test sees is native to its realm, on Jest %i', async (jest) => {
  await using project = await JestProject.of('realm');

  const { tests, output, exitCode } = await jestResults(project, [], { jest });

  const outcomes = Object.entries(tests['membrane.test.ts'] ?? {});
  const failed = outcomes.filter(([, outcome]) => outcome !== 'passed');
  expect({ failed, output: failed.length > 0 ? output : '' }).toEqual({ failed: [], output: '' });
  expect(outcomes.length).toBeGreaterThan(35);
  expect(exitCode).toBe(0);
});
