import { charm } from '../../../src/embedded';
import { EntityNotFoundError } from '../../../src/model/errors';
import { profiles, sceneFor, scripts } from '../../support/model-scene';

const talkative = {
  ...scripts,
  web: charm({
    on: {
      start: (unit) => unit.setStatus('active'),
      'cluster-relation-created'(unit) {
        unit.relation?.set({ number: unit.unit });
        if (unit.isLeader) unit.relation?.setApp({ leader: unit.unit });
      },
      'database-relation-created'(unit) {
        unit.relation?.set({ wants: unit.unit });
        if (unit.isLeader) unit.relation?.setApp({ schema: 'shop' });
      },
    },
  }),
  database: charm({
    on: {
      start: (unit) => unit.setStatus('active'),
      'sql-relation-created'(unit) {
        unit.relation?.set({ host: unit.unit });
        if (unit.isLeader) unit.relation?.setApp({ version: '14' });
      },
    },
  }),
};

/** What every unit tells without being asked. */
const automatic = {
  'egress-subnets': expect.any(String) as string,
  'ingress-address': expect.any(String) as string,
};

/** That as Juju 3 has it: Juju 4 no longer writes the last. */
const automaticOfJuju3 = { ...automatic, 'private-address': expect.any(String) as string };

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju, charms: talkative });
  const told = juju === '3.6' ? automaticOfJuju3 : automatic;

  test('a unit shows the databags of a relation: its own, its application’s, and those of the other end', async () => {
    const model = await scene().model();
    await Promise.all([
      model.deploy(scene().web, { units: 2 }),
      model.deploy(scene().database, { name: 'db' }),
      model.deploy(scene().database, { name: 'replica' }),
    ]);
    await model.waitForIdle();
    const first = await model.integrate('web:database', 'db');
    await model.integrate('web:database', 'replica');
    await model.waitForIdle();

    const data = await model.units.require('web/1').relationData('database');

    expect(data).toEqual([
      {
        relationId: first.id,
        endpoint: 'database',
        relatedEndpoint: 'sql',
        relatedApplication: 'db',
        crossModel: false,
        unit: { ...told, wants: 'web/1' },
        application: { schema: 'shop' },
        relatedUnits: { 'db/0': { ...told, host: 'db/0' } },
        relatedApplicationData: { version: '14' },
      },
      expect.objectContaining({ relatedApplication: 'replica', application: { schema: 'shop' } }),
    ]);
    const [other] = await model.units.require('db/0').relationData('sql');
    expect(other).toMatchObject({
      unit: { host: 'db/0' },
      application: { version: '14' },
      relatedApplicationData: { schema: 'shop' },
    });
    expect(Object.keys(other?.relatedUnits ?? {}).sort()).toEqual(['web/0', 'web/1']);
  });

  test('a unit shows what it and its peers tell each other', async () => {
    const model = await scene().model();
    await model.deploy(scene().web, { units: 2 });
    await model.waitForIdle();
    const leader = await model.applications.require('web').leader();

    const [data] = await model.units.require('web/0').relationData('cluster');

    expect(data).toMatchObject({
      relatedApplication: 'web',
      unit: { number: 'web/0' },
      application: { leader: leader.name },
      relatedUnits: { 'web/1': { number: 'web/1' } },
      relatedApplicationData: { leader: leader.name },
    });
    expect(data?.relatedUnits).not.toHaveProperty('web/0');
  });

  test('what nobody at the other end can see is not known', async () => {
    const model = await scene().model();
    await Promise.all([model.deploy(scene().web), model.deploy(scene().database, { name: 'db', units: 0 })]);
    await model.integrate('web:database', 'db');
    await model.waitForIdle({ apps: 'web' });

    const [data] = await model.units.require('web/0').relationData('database');

    // Juju 3 tells a unit of the other application, Juju 4 of its own.
    const known =
      juju === '3.6'
        ? { application: undefined, relatedApplicationData: {} }
        : { application: { schema: 'shop' }, relatedApplicationData: undefined };
    expect(data).toMatchObject({ unit: undefined, relatedUnits: {}, ...known });
  });

  test('an endpoint without a relation has no data, and one that the charm does not have is named with its others', async () => {
    const model = await scene().model();
    await model.deploy(scene().web);

    expect(await model.units.require('web/0').relationData('database')).toEqual([]);
    const failure = model.units.require('web/0').relationData('databse');
    await expect(failure).rejects.toThrow(EntityNotFoundError);
    await expect(failure).rejects.toThrow(
      `The charm of web in ${model.fullName} has no endpoint "databse". It has: cluster, database, juju-info.`,
    );
  });

  test('a unit has a public address once its machine has one', async () => {
    const model = await scene().model();
    scene().embedded.faults.failProvisioning({ machine: '0', error: 'no quota' });
    await model.deploy(scene().database, { name: 'db' });
    const unit = model.units.require('db/0');
    await expect(unit.getPublicAddress()).rejects.toMatchObject({
      code: 'no address set',
      message: `db/0 in ${model.fullName} has no address yet. Wait for it first, with waitForIdle for instance.`,
    });

    await model.deploy(scene().database, { name: 'other' });
    await model.waitForIdle({ apps: 'other' });

    const { publicAddress } = model.units.require('other/0');
    expect(publicAddress).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(await model.units.require('other/0').getPublicAddress()).toBe(publicAddress);
  });

  test('who leads is asked for now, and a unit that is gone leads no more', async () => {
    const model = await scene().model();
    const web = await model.deploy(scene().web, { units: 2 });
    await model.waitForIdle();
    const leader = await web.leader();
    const other = web.units.find(({ name }) => name !== leader.name);

    expect(await leader.isLeaderFromStatus()).toBe(true);
    expect(await other?.isLeaderFromStatus()).toBe(false);
    scene().inside(model).destroyUnit(leader.name);
    await model.wait(({ units }) => units[leader.name] === undefined, { successes: 1 });
    expect(await leader.isLeaderFromStatus()).toBe(false);
    expect(await other?.isLeaderFromStatus()).toBe(true);
  });

  test('of a subordinate the leader is told as well', async () => {
    const model = await scene().model();
    await Promise.all([model.deploy(scene().web, { units: 2 }), model.deploy(scene().agent)]);
    await model.integrate('agent', 'web');
    await model.waitForIdle();

    const leaders = await Promise.all(
      model.applications.require('agent').units.map((unit) => unit.isLeaderFromStatus()),
    );

    expect(leaders.sort()).toEqual([false, true]);
  });
});

describe.each(profiles)('a failed hook on Juju %s', (juju) => {
  let failures = 0;
  const installs: string[] = [];
  const fragile = charm({
    on: {
      install({ unit }) {
        installs.push(unit);
        if (failures > 0) {
          failures -= 1;
          throw new Error('the mirror is down');
        }
      },
      start: (unit) => unit.setStatus('active'),
    },
  });
  const scene = sceneFor({ juju, charms: { ...scripts, database: fragile } });

  beforeEach(() => {
    installs.length = 0;
  });

  async function broken() {
    failures = 1;
    const model = await scene().controller.addModel(`broken-${String(Math.random()).slice(2)}`, {
      config: { 'automatically-retry-hooks': false },
    });
    await model.deploy(scene().database, { name: 'db' });
    await model.wait(({ units }) => units['db/0']?.workloadStatus.current === 'error', { successes: 1 });
    return model;
  }

  test('is run again when its unit is resolved, and a wait that follows waits for that', async () => {
    const model = await broken();

    await model.units.require('db/0').resolved();
    await model.waitForIdle({ status: 'active' });

    expect(installs).toEqual(['db/0', 'db/0']);
  });

  test('is taken as done when it is not to be retried', async () => {
    const model = await broken();

    await model.units.require('db/0').resolved({ retry: false });
    await model.waitForIdle({ status: 'active' });

    expect(installs).toEqual(['db/0']);
  });

  test('must be there for its unit to be resolved', async () => {
    const model = await scene().model();
    await model.deploy(scene().database, { name: 'db' });
    await model.waitForIdle();

    await expect(model.units.require('db/0').resolved()).rejects.toThrow(/is not in (?:an )?error state/);
    await expect(model.units.require('db/0').resolved({ retries: 1 } as object)).rejects.toThrow(
      'resolved knows no option "retries"',
    );
  });
});

describe.each(profiles)('on Kubernetes with Juju %s', (juju) => {
  const scene = sceneFor({ juju, cloud: 'kubernetes' });

  test('a pod without another address is reached at its own', async () => {
    const model = await scene().model();
    await model.deploy(scene().database, { name: 'db', trust: true });
    await model.waitForIdle();
    const unit = model.units.require('db/0');
    expect(unit.publicAddress).toBe('');

    const address = await unit.getPublicAddress();

    expect(address).toBe(unit.address);
    expect(address).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
  });
});
