import { readFileSync } from 'node:fs';
import { join } from 'node:path';

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
      'a helper that is not awaited': 'failed',
      'a loop of functions that nobody awaits': 'failed',
      'a forgotten await before expect': 'failed',
      'a forgotten await before a matcher': 'failed',
      'a helper that cares for what comes of it': 'passed',
      'a helper that is awaited': 'passed',
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
    // The line of the call, and each once.
    const forgotten = (words: string) =>
      [...output.matchAll(new RegExp(`(\\S+) was ${words}.*?\\((unawaited\\.test\\.ts:\\d+):`, 'gs'))].map(
        ([, name, line]) => [name, line],
      );
    expect(forgotten('called without await')).toEqual([
      ['eventually(…).toHaveStatus', lineOf("before eventually'", 1)],
      ['waitForIdle', lineOf("before a wait'", 1)],
      ['eventually(…).toHaveStatus', lineOf("in a concurrent test'", 1)],
    ]);
    expect(forgotten('still under way when its test ended, because')).toEqual([
      ['waitForIdle', lineOf('const settle', 2)],
      ['waitForIdle', lineOf('loop of functions', 2)],
      ['waitForIdle', lineOf("before expect'", 1)],
      ['toHaveConfig', lineOf("before a matcher'", 1)],
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
    // That of the hook at the end of a block; on Jest 29 also what nobody awaits and is ended with the file.
    expect(output.match(/Test suite failed to run/g)).toHaveLength(jest === 29 ? 4 : 1);
    expect(output).toContain('thrown by a listener');
    expect(output).toContain('rejected by a listener');
  },
);

/** The place of a line of the test file, so many below the one with those words. */
function lineOf(words: string, below: number): string {
  const lines = readFileSync(
    join(__dirname, '../../fixtures/projects/waiting/unawaited.test.ts'),
    'utf8',
  ).split('\n');
  return `unawaited.test.ts:${String(lines.findIndex((line) => line.includes(words)) + 1 + below)}`;
}
