import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { resolveFromRunningJest } from '../../src/jest/running-jest';
import { JestProject } from '../support/jest-project';
import { jestMajors } from '../support/jest-run';

jest.setTimeout(60_000);

test('a package that is not there is named, with the command to install it', () => {
  expect(() => resolveFromRunningJest('jest-environment-nowhere')).toThrow(
    /needs jest-environment-nowhere of the same major version .* found none\. Install it: npm install --save-dev jest/,
  );
});

test('the surest hint is followed first', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hint-'));
  const found = join(folder, 'node_modules/jest-environment-node');
  await mkdir(found, { recursive: true });
  await writeFile(
    join(found, 'package.json'),
    '{"name":"jest-environment-node","version":"30.0.0","main":"x.js"}',
  );
  await writeFile(join(found, 'x.js'), '');

  expect(resolveFromRunningJest('jest-environment-node', [join(folder, 'a.js')])).toBe(join(found, 'x.js'));
  await rm(folder, { recursive: true });
});

test.each(jestMajors)(
  'Jest %i gets the environment of its own major on top of which ours is',
  async (major) => {
    await using project = await JestProject.of('plain', {
      files: {
        'jest.config.js': `
        const { NodeEnvironment } = require('./node_modules/jest-operator/dist/jest/base-environment');
        const path = Object.keys(require.cache).find((name) => require.cache[name].exports.TestEnvironment === NodeEnvironment);
        console.log('based on', require(path.replace(/build.*/, 'package.json')).version);
        module.exports = {};`,
      },
    });

    const { output } = await project.run(['--listTests'], { jest: major });

    expect(output).toMatch(new RegExp(`based on ${String(major)}\\.`));
  },
);
