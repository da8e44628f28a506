import { JestProject } from '../support/jest-project';
import { jestResults } from '../support/jest-results';
import type { JestMajor } from '../support/jest-run';

jest.setTimeout(60_000);

// The assertions are in fixtures/projects/waiting: they can only be made with a test's own `expect`.
test.each<[JestMajor, string]>([
  [30, '3.6'],
  [29, '4.0'],
])(
  'expect has matchers for applications and units, and what a test leaves running ends, on Jest %i with Juju %s',
  async (jest, juju) => {
    await using project = await JestProject.of('waiting');

    const { tests, output } = await jestResults(project, [], { jest, env: { PROFILE: juju } });

    const outcomes = Object.entries(tests['matchers.test.ts'] ?? {});
    const failed = outcomes.filter(([, outcome]) => outcome !== 'passed');
    expect({ failed, output: failed.length > 0 ? output : '' }).toEqual({ failed: [], output: '' });
    expect(outcomes.length).toBeGreaterThan(10);
    expect(tests['left-running.test.ts']).toEqual({
      'a test that waits for longer than it may': 'failed',
      'a test after it is not polled for': 'passed',
      'a test whose listener throws': 'failed',
      'a test whose listener rejects': 'failed',
      'a test after them passes': 'passed',
    });
    expect(output).toContain('thrown by a listener');
    expect(output).toContain('rejected by a listener');
  },
);
