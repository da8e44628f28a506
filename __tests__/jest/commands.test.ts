import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { JestProject } from '../support/jest-project';
import { jestResults } from '../support/jest-results';
import { jestMajors } from '../support/jest-run';

jest.setTimeout(60_000);

// What a listener in a test hears is asserted in fixtures/projects/commands.
test.each(jestMajors)(
  'what commands write is heard, printed where that is asked for, and kept of a test that fails, on Jest %i',
  async (jest) => {
    await using project = await JestProject.of('commands');

    const env = { JEST_OPERATOR_LIVE_OUTPUT: 'true' };
    const { tests, output } = await jestResults(project, [], { jest, env });

    expect(tests['commands.test.ts']).toEqual({
      'hears each line': 'passed',
      'is ended by its own error': 'passed',
      fails: 'failed',
    });
    expect(output).toContain('[jest-operator] commands.test.ts: sh: EARLY\n');
    expect(output).toContain('[jest-operator] commands.test.ts: sh: password=<hidden>\n');
    const kept = await readFile(
      join(project.directory, 'jest-operator-evidence/commands/fails/commands.txt'),
      'utf8',
    );
    expect(kept).toMatch(/ \| EARLY\n.* \| password=<hidden>\n/);
    expect(kept).not.toContain('exec sleep 1000');
  },
);
