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
      'a block whose hook waits for longer than it may skipped': 'pending',
      'a block whose hook waits for longer than it may first': 'failed',
      'a block whose hook waits for longer than it may second': 'failed',
      'a block that waits at its end passes': 'passed',
      'a test after it is not polled for': 'passed',
      'a test whose listener throws': 'failed',
      'a test whose listener rejects': 'failed',
      'a test after them passes': 'passed',
    });
    expect(tests['unawaited.test.ts']).toEqual({
      'what a hook began may be awaited by a test': 'passed',
      'a forgotten await before eventually': 'failed',
      'a forgotten await before a wait': 'failed',
      'its promise returned': 'passed',
      'the loser of a race': 'passed',
      'awaited later in the test': 'passed',
      caught: 'passed',
      'met before the test ends': 'passed',
      'one that has failed says only what it failed by': 'failed',
      'one that is to fail': 'passed',
      'a forgotten await in a concurrent test': 'failed',
      'the concurrent test beside it': 'passed',
    });
    // The line of the call, and each of the three once.
    const forgotten = [...output.matchAll(/(\S+) was called without await.*?\((unawaited\.test\.ts:\d+):/gs)];
    expect(forgotten.map(([, name, line]) => [name, line])).toEqual([
      ['eventually(…).toHaveStatus', 'unawaited.test.ts:22'],
      ['waitForIdle', 'unawaited.test.ts:26'],
      ['eventually(…).toHaveStatus', 'unawaited.test.ts:67'],
    ]);
    // Where the failure is shown, before Jest's own words, and once.
    expect(output).toMatch(
      /● a test that waits for longer than it may\n\n +Stopped after \S+ of waiting for idle in \S+\n\n +Not ready:\n +db\/0 /,
    );
    expect(output.match(/Stopped after \S+ of waiting for what never comes/g)).toHaveLength(1);
    expect(output).toMatch(
      /● a block whose hook waits for longer than it may › first\n\n +Stopped after \S+ of waiting for what never comes/,
    );
    expect(output).toMatch(
      /^\[jest-operator\] left-running\.test\.ts: Stopped after \S+ of waiting for the end in \S+: the end is false$/m,
    );
    // That of the hook at the end of a block.
    expect(output.match(/Test suite failed to run/g)).toHaveLength(1);
    expect(output).toContain('thrown by a listener');
    expect(output).toContain('rejected by a listener');
  },
);
