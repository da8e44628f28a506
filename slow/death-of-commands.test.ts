import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { until } from '../__tests__/support/jest-embedded';
import { JestProject } from '../__tests__/support/jest-project';
import { program } from '../__tests__/support/ops-test-programs';

jest.setTimeout(120_000);

const docblock = `/** @jest-environment-options ${JSON.stringify({ embedded: true })} */`;
// A member of the group that does not hear SIGTERM, and outlives its leader.
const script = "trap '' TERM; sleep 1000 & echo $! >pid; wait";
const runs = `${docblock}
test('runs', () => opsTest.run('sh', '-c', ${JSON.stringify(script)}), 100_000);`;
// Its leader has gone, and it holds the output of the command open.
const orphan = 'sleep 1000 & echo $! >pid';
const leaves = `${docblock}
test('leaves', () => opsTest.run('sh', '-c', ${JSON.stringify(orphan)}), 100_000);`;
const packs = `${docblock}
test('packs', () => opsTest.buildCharm('./web'), 100_000);`;

const charm = 'name: web\nsummary: s\ndescription: d\nbase: ubuntu@22.04\nplatforms: { amd64: }\n';

function isThere(pid: number): boolean {
  try {
    // A zombie is dead.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Kills a run without workers once a process has written its number. Waits until nothing of it is left, or for long. */
async function killed(project: JestProject, file: string, env: Readonly<Record<string, string>> = {}) {
  const run = project.start(['-i', file], { env });
  const written = join(project.directory, 'pid');
  const pidOf = () => (existsSync(written) ? Number(readFileSync(written, 'utf8')) : 0);
  const isNoted = async () =>
    (await project.ledgers()).some(({ text }) => text.includes('"group"') && text.includes('"reaper"'));
  await until(
    () => `something was started and noted; the run says: ${run.output}`,
    async () => pidOf() > 0 && (await isNoted()),
  );
  const pid = pidOf();
  expect(isThere(pid)).toBe(true);
  run.kill('SIGKILL');
  await run.ended;
  await until(
    () => `process ${String(pid)} and the ledger have gone`,
    async () => !isThere(pid) && (await project.ledgers()).length === 0,
  );
  return { survives: isThere(pid) };
}

test('SIGKILL of a run without workers ends what its commands have started', async () => {
  await using project = await JestProject.of('plain', { files: { 'runs.test.ts': runs } });

  expect(await killed(project, 'runs')).toEqual({ survives: false });
});

test('it also ends those whose leader has gone before', async () => {
  await using project = await JestProject.of('plain', { files: { 'leaves.test.ts': leaves } });

  expect(await killed(project, 'leaves')).toEqual({ survives: false });
});

test('SIGKILL of a run without workers ends the packing of its charm', async () => {
  await using project = await JestProject.of('plain', {
    files: {
      'packs.test.ts': packs,
      'web/charmcraft.yaml': charm,
      'web/pack.json': '{ "waitFor": "/no/such/file", "pidFile": "../pid" }',
    },
  });
  const bin = join(project.directory, 'bin');
  mkdirSync(bin);
  for (const name of ['charmcraft', 'id']) symlinkSync(program(name), join(bin, name));

  const env = {
    PATH: `${bin}:${dirname(process.execPath)}:/usr/bin:/bin`,
    XDG_CACHE_HOME: join(project.directory, 'cache'),
    OWN_GROUPS: 'lxd',
  };

  expect(await killed(project, 'packs', env)).toEqual({ survives: false });
});
