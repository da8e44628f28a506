import { JestProject } from '../support/jest-project';
import { jestResults } from '../support/jest-results';
import type { JestMajor } from '../support/jest-run';

jest.setTimeout(60_000);

// The assertions are in fixtures/projects/matchers: they can only be made with a test's own `expect`.
test.each<[JestMajor, string]>([
  [30, '3.6'],
  [29, '4.0'],
])('expect has matchers for applications and units, on Jest %i with Juju %s', async (jest, juju) => {
  await using project = await JestProject.of('matchers');

  const { tests, output, exitCode } = await jestResults(project, [], { jest, env: { PROFILE: juju } });

  const outcomes = Object.entries(tests['matchers.test.ts'] ?? {});
  const failed = outcomes.filter(([, outcome]) => outcome !== 'passed');
  expect({ failed, output: failed.length > 0 ? output : '' }).toEqual({ failed: [], output: '' });
  expect(outcomes.length).toBeGreaterThan(10);
  expect(exitCode).toBe(0);
});
