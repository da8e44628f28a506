import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { SpawnLauncher } from '../../src/embedded/agent/process/spawn-launcher';
import { probeJail } from '../../src/embedded/agent/isolation/probe-jail';
import { JestProject } from '../support/jest-project';

jest.setTimeout(60_000);

const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');

test('the first test of the README passes as it stands there', async () => {
  await using project = await JestProject.of('plain', {
    files: {
      'jest.config.js': block('module.exports = {'),
      'deploy.test.ts': block("test('the charm settles'"),
      'my-charm/charmcraft.yaml': block('# my-charm/charmcraft.yaml'),
      'my-charm/dispatch': block('#!/bin/sh'),
    },
  });
  chmodSync(join(project.directory, 'my-charm/dispatch'), 0o755);

  const { exitCode, output } = await project.run(['deploy.test']);

  const { works } = await probeJail(new SpawnLauncher());
  // Where there is no jail, and who runs the tests is root, charms are not executed without a word of the user.
  const refused = !works && process.getuid?.() === 0;
  expect(output).toContain(refused ? 'isolation' : '1 passed');
  expect(exitCode).toBe(refused ? 1 : 0);
});

/** The code of the README that begins with that. */
function block(start: string): string {
  const [, found] =
    [...readme.matchAll(/^```\w+\n([^]*?)^```$/gm)].find(([, code]) => code?.startsWith(start)) ?? [];
  if (found === undefined) throw new Error(`README.md has no block that starts with ${start}`);
  return found;
}
