import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { JestProject } from '../support/jest-project';

jest.setTimeout(60_000);

test.each([29, 30] as const)(
  'Jest %i transforms the files of the project and not the package, where that is linked and not installed',
  async (major) => {
    await using project = await JestProject.of('plain', {
      files: {
        'jest.config.js': `module.exports = {
          preset: 'jest-operator',
          testEnvironmentOptions: { embedded: true },
          transform: { '.': './transform.js' },
        };`,
        'transform.js': `
        exports.process = (code, path) => {
          require('node:fs').appendFileSync(__dirname + '/transformed', path + '\\n');
          return { code };
        };`,
        'linked.test.js': `
        const { expectation } = require('./expectation');
        test('ours', () => expect(typeof require('jest-operator').allActive).toBe(expectation));`,
        'expectation.js': "exports.expectation = 'function';",
      },
    });

    const { exitCode, output } = await project.run(['linked'], { jest: major });

    expect([exitCode, output]).toEqual([0, expect.stringContaining('1 passed')]);
    const transformed = readFileSync(join(project.directory, 'transformed'), 'utf8').trim().split('\n');
    console.log(transformed.length, transformed.slice(0, 5));
    expect(transformed.filter((path) => !path.startsWith(project.directory))).toEqual([]);
    expect(transformed).toContain(join(project.directory, 'expectation.js'));
  },
);
