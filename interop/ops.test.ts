import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Executing } from '../__tests__/support/executed-charms';
import { charmProcesses, openExecuting } from '../__tests__/support/executed-charms';

const charms = join(__dirname, 'ops', 'charms');
const environments = {
  newest: process.env['INTEROP_OPS_NEWEST'] ?? '',
  '2': process.env['INTEROP_OPS_2'] ?? '',
};

jest.setTimeout(60_000);

// The tests of a block are one story: each begins where the one before has ended.
describe.each([
  ['newest', 'fork', '3.6', 'none'],
  ['newest', 'cold', '4.0', 'none'],
  ['2', 'fork', '4.0', 'none'],
  ['2', 'cold', '3.6', 'none'],
  ['newest', 'fork', '4.0', 'auto'],
] as const)('charms on ops %s, %s, on Juju %s, isolation %s', (ops, pythonStart, juju, isolation) => {
  let it: Executing;
  let said: string[];

  beforeAll(async () => {
    said = [];
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(text.toString()) > 0);
    const python = join(environments[ops], 'bin', 'python');
    // At full speed update-status would follow on itself.
    const options = { juju, pythonStart, python, isolation, timeScale: 1000 } as const;
    it = await openExecuting(options, { 'update-status-hook-interval': '60m' });
  });

  afterAll(async () => {
    await it.controller.close();
    jest.restoreAllMocks();
  });

  const units = (application: string) => [...it.model.application(application).units.keys()];
  const leader = () => it.model.application('keeper').leader;
  const ran = (unit: string) =>
    it.log(unit).flatMap((line) => /ran "([a-z-]+)" hook/.exec(line)?.slice(1) ?? []);
  const shown = (unit: string) => {
    const { workload } = it.model.unit(unit);
    return `${workload.status}: ${workload.message}`;
  };
  const allShow = async (application: string, text: string) => {
    await it.until(`${application} shows ${text}`, () =>
      units(application).every((unit) => shown(unit) === text),
    );
    await it.settled();
    return units(application).map(shown);
  };
  const deploy = async (application: string) =>
    it.model.deploy({ application, charmUrl: await it.upload(join(charms, application)), numUnits: 3 });

  test('three units of each install, and the keepers know their peers', async () => {
    await Promise.all([deploy('keeper'), deploy('reader')]);
    await allShow('keeper', 'active: steady: 3 of 3, since 1');
    await allShow('reader', 'blocked: no vault');
    await it.settled();
    expect(it.model.unit('keeper/0').openedPorts).toMatchObject([{ fromPort: 8200, protocol: 'tcp' }]);
    expect(it.model.application('keeper').workloadVersion).toBe('1');
  });

  test('they start as they should', async () => {
    const isJailed = isolation === 'auto';
    // Now and then a unit runs its `update-status`.
    await it.until('nothing runs but what they are forked from', () => {
      const { length: servers } = charmProcesses(it.controller);
      if (pythonStart !== 'fork') return servers === 0;
      return isJailed ? servers > 0 : servers === 1;
    });
    expect(said.filter((line) => line.includes('start slowly'))).toEqual([]);
  });

  test('a secret goes through a relation', async () => {
    it.model.addRelation(['keeper', 'reader']);
    const shows = await allShow('reader', 'active: the password is first');
    expect(new Set(shows)).toEqual(new Set(['active: the password is first']));
  });

  test('a new content of the secret comes to all who read it', async () => {
    const { status, message } = await it.act(leader(), 'rotate', { password: 'second' });
    expect([status, message]).toEqual(['completed', '']);
    await allShow('reader', 'active: the password is second');
    await it.settled();
  });

  test('a change of config comes to all units', async () => {
    it.model.setApplicationConfig('keeper', { motto: 'sound' });
    const shows = await allShow('keeper', 'active: sound: 3 of 3, since 1');
    expect(shows).toHaveLength(3);
  });

  test('an action succeeds, one fails, and one raises', async () => {
    const good = await it.act('keeper/1', 'greet', { name: 'Ada' });
    const bad = await it.act('keeper/1', 'refuse');
    const worst = await it.act('keeper/1', 'explode');

    expect([good.status, good.output]).toEqual([
      'completed',
      { 'return-code': 0, greeting: 'Hello, Ada', hooks: { seen: 'True' } },
    ]);
    expect(good.log.map(({ message }) => message)).toEqual(['greets Ada']);
    expect([bad.status, bad.message]).toEqual(['failed', 'not today']);
    expect([worst.status, worst.message]).toEqual(['failed', 'exit status 1']);
    expect(worst.output).toMatchObject({
      'return-code': 1,
      stderr: expect.stringMatching(/ValueError.*exploded/) as string,
    });
  });

  test('when the leader goes, another takes over', async () => {
    const former = leader();
    it.model.destroyUnit(former);
    await it.until('the leader is gone', () => !units('keeper').includes(former));
    await allShow('keeper', 'active: sound: 2 of 2, since 1');
    await it.until('another leads', () => leader() !== former && ran(leader()).includes('leader-elected'));
    await it.settled();
    expect(units('keeper')).toEqual(expect.not.arrayContaining([former]));
  });

  test('a hook that fails says why, takes back what it said, and is resolved', async () => {
    it.model.setApplicationConfig('keeper', { motto: 'broken' });
    await it.until('all are in error', () => units('keeper').every((unit) => it.model.unit(unit).inError));
    const [unit = ''] = units('keeper');
    // A peer may have changed before the config has.
    expect(shown(unit)).toMatch(/^error: hook failed: "(config|keepers-relation)-changed"$/);
    expect(it.log(unit).join('\n')).toContain('RuntimeError: the motto is broken');
    const peers = [...it.model.relations.values()].find(({ key }) => key === 'keeper:keepers');
    expect(peers?.unitSettings.get(unit)?.values['motto']).toBe('sound');
    expect((await it.act(unit, 'greet')).status).toBe('completed');
    it.model.setApplicationConfig('keeper', { motto: 'calm' });
    it.model.resolveUnits({ units: units('keeper'), retry: true });
    await allShow('keeper', 'active: calm: 2 of 2, since 1');
    await it.settled();
  });

  test('an upgrade runs the new code, and keeps what ops has stored', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keeper-'));
    cpSync(join(charms, 'keeper'), folder, { recursive: true });
    writeFileSync(join(folder, 'src', 'version.py'), "VERSION = '2'\n");
    it.model.setCharm('keeper', { charmUrl: await it.upload(folder) });
    rmSync(folder, { recursive: true });
    await it.until('it is upgraded', () => it.model.application('keeper').workloadVersion === '2');
    const shows = await allShow('keeper', 'active: calm: 2 of 2, since 1');
    expect(shows).toHaveLength(2);
  });

  test('applications go, and with them every process', async () => {
    it.model.destroyApplication('keeper');
    await allShow('reader', 'blocked: no vault');
    it.model.destroyApplication('reader');
    await it.until('nothing is left', () => it.model.applications.size === 0);
    await it.controller.close();
    expect(charmProcesses(it.controller)).toEqual([]);
    expect(said.filter((line) => line.includes('start slowly'))).toEqual([]);
  });
});
