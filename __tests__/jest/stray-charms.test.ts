import { strayCharms } from '../../src/jest/stray-charms';
import { JestProject } from '../support/jest-project';

jest.setTimeout(60_000);

test('a name that was not deployed is told where one of nearly that name was, without being named', () => {
  expect(strayCharms(['shpo', 'db'], new Set(['shop', 'db']))).toEqual([
    'The option embedded.charms names "shpo", which was not deployed, and not "shop", which was. ' +
      'Is one of the names misspelt?',
  ]);
});

test.each<[string, string[], string[]]>([
  ['is for another file', ['mail'], ['shop']],
  ['was deployed too', ['shpo', 'shop'], ['shop', 'shpo']],
  ['is like one that is named as well', ['shpo', 'shop'], ['shop']],
  ['is the same charm for another cloud', ['postgresql-k8s'], ['postgresql']],
  ['is the same charm again', ['shop1'], ['shop2']],
])('a name that %s is nothing to tell of', (_, named, met) => {
  expect(strayCharms(named, new Set(met))).toEqual([]);
});

test('it is told at the end of the test file', async () => {
  await using project = await JestProject.of('waiting', {
    files: {
      'jest.config.js':
        "module.exports = { preset: 'jest-operator', testEnvironmentOptions: " +
        "{ embedded: { execute: false, charms: { wbe: './web.js', mail: './db.js' } }, evidence: false } };",
      'deploys.test.ts': "test('deploys', () => opsTest.model.deploy('./web'));",
    },
  });

  const { output, exitCode } = await project.run(['deploys']);

  expect(output).toContain(
    '[jest-operator] deploys.test.ts: The option embedded.charms names "wbe", which was not deployed, and not "web", which was.',
  );
  expect(output).not.toContain('mail');
  expect(exitCode).toBe(0);
});
