import { scratchProject } from '../support/scratch-project';

const charmcraft = `
name: my-charm
type: charm
summary: A charm of a user's.
description: It has no script, so it ends as Juju shows a charm that never sets a status.
base: ubuntu@22.04
platforms: { amd64: }
`;

/** The same test in each of the three languages that a test file can be written in. */
const body = `
test('the charm settles', async () => {
  await opsTest.model.deploy('./my-charm', { name: 'my-charm' });
  await opsTest.model.waitForIdle({ apps: 'my-charm' });
  expect(opsTest.model.units.require('my-charm/0').workloadStatus.current).toBe('unknown');
});

test.skipIfDeployed('an error class of the package is the one that is thrown', async () => {
  expect(() => opsTest.model.applications.require('nobody')).toThrow(JujuError);
});
`;

test('the packed package runs CommonJS, ESM and TypeScript tests with nothing but its preset', async () => {
  await using project = await scratchProject({
    'package.json': JSON.stringify({ private: true, jest: { preset: 'jest-operator' } }),
    'my-charm/charmcraft.yaml': charmcraft,
    'common.test.js': `const { JujuError } = require('jest-operator');\n${body}`,
    'module.test.mjs': `import { JujuError, test } from 'jest-operator';\n${body}`,
    'typed.test.ts': `import { JujuError, type OpsTest } from 'jest-operator';
      const same: OpsTest = opsTest;
      enum Answer { Yes = 'yes' }
      test('types are stripped and compiled', () => { expect([same === opsTest, Answer.Yes]).toEqual([true, 'yes']); });
      ${body}`,
  });

  const { exitCode, output } = await project.jest(['--ci', '--no-color'], {
    JEST_OPERATOR_EMBEDDED: 'true',
    NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
  });

  expect(output).toMatch(/^Tests: +7 passed, 7 total$/m);
  expect(output).toMatch(/^Test Suites: 3 passed, 3 total$/m);
  expect(exitCode).toBe(0);
}, 120_000);
