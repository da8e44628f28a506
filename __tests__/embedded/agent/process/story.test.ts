import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Relation } from '../../../../src/embedded/state/relation-entities';
import type { Executing } from '../../../support/executed-charms';
import { charmProcesses, linesOf, openExecuting, runCharms } from '../../../support/executed-charms';

// Real processes: on a busy machine they take their time.
jest.setTimeout(60_000);

// The tests of a block are one story: each begins where the one before has ended.
describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  let it: Executing;

  beforeAll(async () => {
    it = await openExecuting({ juju });
  });

  afterAll(() => it.controller.close());

  const units = (application: string) => [...it.model.application(application).units.keys()];
  const leader = () => it.model.application('bank').leader;
  // update-status comes whenever its time has come.
  const order = (unit: string) =>
    linesOf(join(it.charmDir(unit), 'order')).filter((hook) => hook !== 'hooks/update-status');
  const branches = () => `chief ${leader()}, ${units('bank').length} branches`;
  const shown = (unit: string) => {
    const { workload } = it.model.unit(unit);
    return `${workload.status}: ${workload.message}`;
  };
  const allShow = (application: string, text: () => string) =>
    it.until(`${application} shows ${text()}`, () =>
      units(application).every((unit) => shown(unit) === text()),
    );
  const relation = (key: string): Relation => {
    const found = [...it.model.relations.values()].find((one) => one.key === key);
    if (found === undefined) throw new Error(`there is no relation ${key}`);
    return found;
  };

  test('three units of a provider and three of a requirer install, and the provider knows its peers', async () => {
    await Promise.all(['bank', 'client'].map((charm) => it.deploy(charm, { numUnits: 3 })));
    await it.settled();
    await allShow('bank', () => `active: safe: ${branches()}`);
    await allShow('client', () => 'blocked: no account');
    for (const unit of units('bank'))
      expect(order(unit).slice(0, 2)).toEqual(['hooks/install', 'hooks/branches-relation-created']);
    expect(it.model.unit('bank/0').openedPorts).toMatchObject([{ fromPort: 443, protocol: 'tcp' }]);
    expect(it.model.application('bank').workloadVersion).toBe('1.0');
  });

  test('a secret goes through a relation', async () => {
    it.model.addRelation(['bank', 'client']);
    await allShow('client', () => 'active: password first');
    await it.settled();
    const { unitSettings } = relation('client:account bank:accounts');
    expect(unitSettings.get('bank/1')?.values['teller']).toMatch(/^bank\/1 for client\/[012]$/);
    const seen = order('client/2').filter((hook) => hook.startsWith('hooks/account-relation'));
    const count = (kind: string) => seen.filter((hook) => hook.endsWith(kind)).length;
    expect([seen[0], count('joined')]).toEqual(['hooks/account-relation-created', 3]);
    expect(count('changed')).toBeGreaterThanOrEqual(4);
  });

  test('a new content of the secret comes to all who read it', async () => {
    const { status, message } = await it.act('bank/leader', 'change-lock', { password: 'second' });
    expect([status, message]).toEqual(['completed', '']);
    await allShow('client', () => 'active: password second');
  });

  test('a change of config comes to all units', async () => {
    it.model.setApplicationConfig('bank', { motto: 'sound' });
    await allShow('bank', () => `active: sound: ${branches()}`);
    expect(units('bank')).toHaveLength(3);
  });

  test('an action succeeds, and one fails', async () => {
    const good = await it.act('bank/1', 'audit', { auditor: 'Ada' });
    expect([good.status, good.output]).toEqual([
      'completed',
      { 'return-code': 0, branches: { count: '3' }, auditor: 'Ada' },
    ]);
    expect(good.log.map(({ message }) => message)).toEqual(['Ada looks']);
    const bad = await it.act('bank/1', 'audit');
    expect([bad.status, bad.message]).toEqual(['failed', 'nobody audits']);
  });

  test('when the leader goes, another takes over', async () => {
    const former = leader();
    it.model.destroyUnit(former);
    await it.until('the leader is gone', () => !units('bank').includes(former));
    await allShow('bank', () => `active: sound: ${branches()}`);
    expect(leader()).not.toBe(former);
    expect(units('bank')).toHaveLength(2);
    await it.settled();
  });

  test('a hook that fails says why, takes back what it said, and is resolved', async () => {
    const [broken = '', other = ''] = units('bank');
    it.model.setApplicationConfig('bank', { broken: 'true' });
    await it.until('all are in error', () => units('bank').every((unit) => it.model.unit(unit).inError));
    expect(shown(broken)).toBe('error: hook failed: "config-changed"');
    expect(it.log(broken).slice(-3)).toEqual([
      `WARNING unit.${broken}.config-changed Traceback (most recent call last):`,
      `WARNING unit.${broken}.config-changed VaultError: the door is jammed`,
      'ERROR juju.worker.uniter.operation hook "config-changed" (via hook dispatching script: dispatch) failed: exit status 7',
    ]);
    expect(relation('bank:branches').unitSettings.get(broken)?.values).not.toHaveProperty('mood');
    expect((await it.act(broken, 'audit', { auditor: 'Eve' })).status).toBe('completed');
    it.model.resolveUnits({ units: [other], retry: false });
    await it.until('it goes on without', () => !it.model.unit(other).inError);
    it.model.setApplicationConfig('bank', { broken: 'false' });
    it.model.resolveUnits({ units: [broken], retry: true });
    await allShow('bank', () => `active: sound: ${branches()}`);
    await it.settled();
  });

  test('an upgrade replaces the files of the charm, and leaves what the charm has made', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bank-'));
    cpSync(join(runCharms, 'bank'), folder, { recursive: true });
    writeFileSync(join(folder, 'news'), 'a new vault\n');
    rmSync(join(folder, 'leaflet'));
    it.model.setCharm('bank', { charmUrl: await it.upload(folder) });
    rmSync(folder, { recursive: true });
    /** What has run since, without what the leader alone is not told. */
    const upgrade = (unit: string) => {
      const all = order(unit).filter((hook) => hook !== 'hooks/leader-settings-changed');
      return all.slice(-2)[0] === 'hooks/upgrade-charm' ? all.slice(-2) : [];
    };
    await it.until('both are upgraded', () => units('bank').every((unit) => upgrade(unit).length === 2));
    await it.settled();
    for (const unit of units('bank')) {
      expect(upgrade(unit)).toEqual(['hooks/upgrade-charm', 'hooks/config-changed']);
      expect(order(unit)[0]).toBe('hooks/install');
      expect(['news', 'leaflet'].map((file) => existsSync(join(it.charmDir(unit), file)))).toEqual([
        true,
        false,
      ]);
    }
  });

  test('applications go, and with them their folders and processes', async () => {
    const folders = [...units('bank'), ...units('client')].map((unit) => it.charmDir(unit));
    it.model.destroyApplication('bank');
    await allShow('client', () => 'blocked: no account');
    it.model.destroyApplication('client');
    await it.until('nothing is left', () => it.model.applications.size === 0);
    await it.controller.close();
    expect(folders.filter((path) => existsSync(path))).toEqual([]);
    expect(charmProcesses(it.controller)).toEqual([]);
  });
});
