import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { embeddedForJest } from '../support/jest-embedded';
import { JestProject } from '../support/jest-project';
import { jestResults } from '../support/jest-results';
import { program } from '../support/ops-test-programs';

jest.setTimeout(120_000);

const lab = embeddedForJest();

const deploys = `
test('deploys what it built', async () => {
  const charms = await opsTest.buildCharms('./web');
  expect(charms).toEqual([expect.stringMatching(/web_ubuntu-22.04-amd64.charm$/)]);
  expect(charms).toBeInstanceOf(Array);
  expect(charms.byName).toStrictEqual({ web: charms[0] });
  await opsTest.model.deploy(charms[0]);
});
`;

const fails = `
import { BuildError, CommandError } from 'jest-operator';

test('fails', async () => {
  const error = await opsTest.buildCharm('./broken').catch((thrown) => thrown);
  expect(error).toBeInstanceOf(BuildError);
  expect(error).toBeInstanceOf(CommandError);
  expect(error.command).toStrictEqual(['charmcraft', 'pack']);
  opsTest.crashDumpOutput = 'dumps';
  opsTest.crashDumpArgs = '-c "a b"';
  throw new Error('on purpose');
});
`;

const charm = (name: string) =>
  `name: ${name}\nsummary: s\ndescription: d\nbase: ubuntu@22.04\nplatforms: { amd64: }\n`;

test('workers pack an unchanged charm once, and only a file that failed leaves a crash dump', async () => {
  await using project = await JestProject.of('plain', {
    jujuData: lab.controller.jujuData,
    files: {
      ...Object.fromEntries([1, 2, 3, 4].map((number) => [`deploys-${String(number)}.test.ts`, deploys])),
      'fails.test.ts': fails,
      'web/charmcraft.yaml': charm('web'),
      'broken/charmcraft.yaml': charm('broken'),
      'broken/pack.json': '{ "exitCode": 1 }',
      'dumps/.keep': '',
      'tmp/.keep': '',
    },
  });
  const bin = join(project.directory, 'bin');
  mkdirSync(bin);
  for (const name of ['charmcraft', 'id', 'juju-crashdump']) symlinkSync(program(name), join(bin, name));
  const calls = join(project.directory, 'calls');
  const env = {
    PATH: `${bin}:${dirname(process.execPath)}:/usr/bin:/bin`,
    XDG_CACHE_HOME: join(project.directory, 'cache'),
    CALLS: calls,
    // The folder of a file that failed stays for its user, here until the project goes.
    TMPDIR: join(project.directory, 'tmp'),
    OWN_GROUPS: 'lxd',
  };

  const run = await jestResults(project, ['deploys', 'fails', '-w=2'], { env });

  const outcomes = Object.values(run.tests).flatMap((tests) => Object.values(tests));
  expect({ outcomes: outcomes.sort(), output: run.output }).toMatchObject({
    outcomes: ['failed', 'passed', 'passed', 'passed', 'passed'],
  });
  expect(run.output).toContain('on purpose');
  const lines = readFileSync(calls, 'utf8').trim().split('\n');
  const packs = lines.filter((line) => line.includes('"args":["pack"'));
  expect(packs.filter((line) => line.includes('/web"'))).toHaveLength(1);
  expect(packs.filter((line) => line.includes('/broken"'))).toHaveLength(1);
  expect(readdirSync(join(project.directory, 'dumps'))).toContain('juju-crashdump-1234.tar.xz');
  const dumps = lines.filter((line) => line.includes('"program":"juju-crashdump"'));
  expect(dumps).toEqual([expect.stringMatching(/"-m=lab:fails-....",.*"-o=dumps","-c","a b"\]/)]);
  expect(lab.live()).toEqual([]);
});
