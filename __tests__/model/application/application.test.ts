import { EntityNotFoundError, WaitTimeoutError } from '../../../src/model/errors';
import type { ConfigInput } from '../../../src/model/settings/config-values';
import { profiles, sceneFor, until } from '../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju });

  describe('the options of a charm', () => {
    test('are plain values, of which those without any are left out', async () => {
      const web = await (await scene().model()).deploy(scene().web);

      expect(await web.getConfig()).toEqual({ greeting: 'Hello', port: 8080, ratio: 0.5, tls: true });
    });

    test('are told with their types, defaults and sources where that is asked for', async () => {
      const web = await (await scene().model()).deploy(scene().web, { config: { port: 80 } });

      expect(await web.getConfigDetails()).toMatchObject({
        port: { value: 80, default: 8080, source: 'user', type: 'int' },
        tls: { value: true, default: true, source: 'default', type: 'boolean' },
        title: { value: undefined, source: 'unset' },
      });
    });

    test('are set to each kind of value, the falsy ones too', async () => {
      const web = await (await scene().model()).deploy(scene().web);

      await web.setConfig({ greeting: 'Hi', port: 0, ratio: 0, tls: false });

      expect(await web.getConfig()).toEqual({ greeting: 'Hi', port: 0, ratio: 0, tls: false });
    });

    test('get their defaults again, one or several', async () => {
      const web = await (
        await scene().model()
      ).deploy(scene().web, { config: { greeting: 'Hi', port: 80, tls: false } });

      await web.resetConfig('greeting');
      expect(await web.getConfig()).toMatchObject({ greeting: 'Hello', port: 80 });
      await web.resetConfig(['port', 'tls']);
      expect(await web.getConfig()).toMatchObject({ port: 8080, tls: true });
    });

    test('that the charm does not have are refused in the words of Juju', async () => {
      const web = await (await scene().model()).deploy(scene().web);

      await expect(web.setConfig({ titel: 'red' })).rejects.toMatchObject({
        text: expect.stringMatching(/unknown option "titel"/) as string,
        message: expect.stringMatching(
          /^unknown option "titel" .*\. The charm of web has no option "titel"\. Did you mean "title"\? It has: .*greeting, .*/,
        ) as string,
        facade: 'Application',
      });
      await expect(web.resetConfig('colour')).rejects.toThrow(
        /unknown option "colour".* The charm of web has no option "colour"\. It has: /,
      );
      await expect(web.setConfig({ port: 'high' })).rejects.toThrow(
        /^option "port" expected int, got "high" \(Application\.SetConfigs v\d+\)$/,
      );
    });

    test('cannot be set to nothing', async () => {
      const web = await (await scene().model()).deploy(scene().web);

      await expect(web.setConfig({ port: undefined as unknown as ConfigInput })).rejects.toThrow(
        'use resetConfig("port")',
      );
    });
  });

  describe('units', () => {
    test('are added, and there when the call resolves', async () => {
      const web = await (await scene().model()).deploy(scene().web);

      const added = await web.addUnits(2);

      expect(added.map(({ name }) => name)).toEqual(['web/1', 'web/2']);
      expect(web.units.map(({ name }) => name)).toEqual(['web/0', 'web/1', 'web/2']);
    });

    test('can be placed when they are added', async () => {
      const model = await scene().model();
      const web = await model.deploy(scene().web, { units: 0 });
      await model.deploy(scene().database);

      const [unit] = await web.addUnits(1, { to: '0' });

      expect(unit?.machine?.id).toBe('0');
    });

    test('are gone when their removal resolves', async () => {
      const model = await scene().model();
      const web = await model.deploy(scene().web, { units: 3 });
      await model.waitForIdle();

      await web.removeUnits(['web/0', 'web/2']);

      expect(web.units.map(({ name }) => name)).toEqual(['web/1']);
      await model.units.require('web/1').remove();
      expect(model.units.size).toBe(0);
      expect(web.exists).toBe(true);
    });

    test('that are removed leave nothing to notice to the others of an application without peers', async () => {
      const model = await scene().model();
      const database = await model.deploy(scene().database, { units: 2 });
      await model.waitForIdle({ status: 'active' });

      await database.removeUnits('database/1');

      await expect(
        model.waitForIdle({ apps: 'database', idlePeriod: 0, settlePeriod: '20h', timeout: '3s' }),
      ).resolves.toBeDefined();
    });

    test('that are not there cannot be removed', async () => {
      const web = await (await scene().model()).deploy(scene().web);

      await expect(web.removeUnits('web/7')).rejects.toThrow(/web\/7/);
    });

    test('on machines are removed by name', async () => {
      const web = await (await scene().model()).deploy(scene().web);

      await expect(web.removeUnits(1)).rejects.toThrow(
        'On machines they are removed by name, such as "web/0"',
      );
    });

    test.each([0, -1, 1.5, '2'])('are added by a positive number, not %j', async (count) => {
      const web = await (await scene().model()).deploy(scene().web);

      await expect(web.addUnits(count as number)).rejects.toThrow(
        /^addUnits needs a positive whole number of units/,
      );
    });
  });

  test('the leader is the unit that leads', async () => {
    const model = await scene().model();
    const web = await model.deploy(scene().web, { units: 2 });

    const leader = await web.leader();

    expect(leader.isLeader).toBe(true);
    expect(web.units.filter(({ isLeader }) => isLeader)).toEqual([leader]);
  });

  test('an application without units has no leader, and who waits for one is told', async () => {
    const web = await (await scene().model()).deploy(scene().web, { units: 0 });

    const failure = web.leader({ timeout: '500ms' });

    await expect(failure).rejects.toThrow(WaitTimeoutError);
    await expect(failure).rejects.toThrow(
      /waiting for web to have a leader in .*\nNot ready:\n {2}web {2}none of its 0 units leads it/,
    );
  });

  test('an application that is gone has no leader, and nobody waits for one', async () => {
    const model = await scene().model();
    const web = await model.deploy(scene().web);
    await web.remove();

    await expect(web.leader()).rejects.toThrow(`The application "web" is no longer in ${model.fullName}`);
  });

  describe('its removal', () => {
    test('resolves when it is gone with its units', async () => {
      const model = await scene().model();
      const web = await model.deploy(scene().web, { units: 2 });
      await model.waitForIdle();

      await web.remove();

      expect(model.applications.size).toBe(0);
      expect(model.units.size).toBe(0);
    });

    test('of several at once resolves when all are gone', async () => {
      const model = await scene().model();
      await Promise.all([model.deploy(scene().web), model.deploy(scene().database)]);
      await model.integrate('web', 'database');

      await model.removeApplication(['web', 'database']);

      expect(model.applications.size).toBe(0);
      expect(model.relations).toEqual([]);
    });

    test('need not be waited for', async () => {
      const model = await scene().model();
      const web = await model.deploy(scene().web);
      await model.waitForIdle();
      scene().embedded.faults.failHook({ of: 'web', hook: 'stop', times: 1_000 });

      await web.remove({ wait: false });

      expect(web.life).toBe('dying');
    });

    test('that a failed hook holds up fails in time, and says what holds it up', async () => {
      const model = await scene().model();
      const web = await model.deploy(scene().web);
      await model.waitForIdle();
      scene().embedded.faults.failHook({ of: 'web', hook: 'stop', times: 1_000 });

      const failure = web.remove({ timeout: '500ms' });

      await expect(failure).rejects.toThrow(WaitTimeoutError);
      await expect(failure).rejects.toThrow(
        /^Timed out after 0\.5s waiting for web to be gone in .*\nNot ready:\n[^]*web\/0 {2}error\/idle "hook failed: \\?"stop\\?"" \(dying\)/,
      );
    });

    test('is not held up by a failed hook when it is forced', async () => {
      const model = await scene().model();
      const web = await model.deploy(scene().web);
      await model.waitForIdle();
      scene().embedded.faults.failHook({ of: 'web', hook: 'stop', times: 1_000 });

      await web.remove({ force: true, maxWait: 0 });

      expect(model.applications.size).toBe(0);
    });

    test("that is forced bears with a failed hook for so much of Juju's time as it is told", async () => {
      const model = await scene().model();
      const web = await model.deploy(scene().web);
      await model.waitForIdle();
      scene().embedded.faults.failHook({ of: 'web', hook: 'stop', times: 1_000 });

      await web.remove({ force: true, maxWait: '1m' });

      expect(model.applications.size).toBe(0);
    });

    test('of what is not there is refused', async () => {
      const model = await scene().model();

      await expect(model.removeApplication('web')).rejects.toThrow(/application "?web"? not found/);
    });

    test('with a maxWait, but without force, is refused', async () => {
      const web = await (await scene().model()).deploy(scene().web);

      await expect(web.remove({ maxWait: '1m' })).rejects.toThrow(
        'maxWait says when a forced removal skips a step; it needs force: true',
      );
    });
  });

  test('what is gone says so, whatever is asked of it', async () => {
    const model = await scene().model();
    const web = await model.deploy(scene().web);
    await model.waitForIdle();
    const [unit] = web.units;
    const { machine } = model.units.require('web/0');
    await web.remove();
    await until(() => scene().inside(model).machines.size === 0);
    await model.status();

    expect([web.exists, unit?.exists, machine?.exists]).toEqual([false, false, false]);
    expect(() => web.status).toThrow(EntityNotFoundError);
    expect(() => web.units).toThrow(`The application "web" is no longer in ${model.fullName}`);
    expect(() => unit?.workloadStatus).toThrow(`The unit "web/0" is no longer in ${model.fullName}`);
    expect(() => machine?.hostname).toThrow(`The machine "0" is no longer in ${model.fullName}`);
  });

  test('a unit shows what it is, where it is, and to whom it belongs', async () => {
    const model = await scene().model();
    await Promise.all([model.deploy(scene().web), model.deploy(scene().agent)]);
    await model.integrate('agent', 'web');
    await model.waitForIdle({ status: 'active' });

    const unit = model.units.require('web/0');
    const below = model.units.require('agent/0');

    expect(unit).toMatchObject({ name: 'web/0', number: 0, life: 'alive', isLeader: true, exists: true });
    expect(unit.application).toBe(model.applications.require('web'));
    expect(unit.machine).toBe(model.machines.require('0'));
    expect(unit.machine?.units).toEqual([below, unit]);
    expect(unit.subordinates).toEqual([below]);
    expect(below.principal).toBe(unit);
    expect(unit.principal).toBeUndefined();
    expect(unit.publicAddress).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(unit.address).toBe(unit.publicAddress);
    expect(unit.agentStatus.current).toBe('idle');
    expect(unit.workloadStatus.since).toBeInstanceOf(Date);
  });
});

describe.each(profiles)('on Kubernetes with Juju %s', (juju) => {
  const scene = sceneFor({ juju, cloud: 'kubernetes' });

  test('an application is made larger and smaller by a number, and its units wait for it', async () => {
    const model = await scene().model();
    const web = await model.deploy(scene().web, { units: 1, trust: true });
    await model.waitForIdle({ status: 'active' });
    expect(web.scale).toBe(1);

    await web.addUnits(2);
    await model.waitForIdle({ status: 'active' });
    expect(web.units).toHaveLength(3);

    await web.removeUnits(2);
    expect(web.units).toHaveLength(1);
    expect(web.units[0]?.machine).toBeUndefined();
  });

  test('a wait after a change of the scale does not succeed on the units from before it', async () => {
    const model = await scene().model();
    const web = await model.deploy(scene().web, { units: 1, trust: true });
    await model.waitForIdle({ status: 'active' });

    await web.addUnits(2);
    await model.wait(() => true, { successes: 1, settlePeriod: '10m' });
    expect(web.units).toHaveLength(3);

    await web.removeUnits(2, { wait: false });
    await model.wait(() => true, { successes: 1, settlePeriod: '10m' });
    expect(web.units).toHaveLength(1);
  });

  test('which units go is not for the test to choose', async () => {
    const model = await scene().model();
    const web = await model.deploy(scene().web);

    await expect(web.removeUnits('web/0')).rejects.toThrow(
      'On Kubernetes Juju chooses which units go: remove a number of them, not web/0',
    );
    await expect(web.addUnits(1, { to: '0' })).rejects.toThrow('Kubernetes places them itself');
  });
});
