import type { JujuSeries } from '../../../src/embedded/state/profile';
import { charm } from '../../../src/embedded/agent/charm-script';
import { hooksOf, shown, startDomain } from '../../support/embedded-domain';

const series: readonly JujuSeries[] = ['3.6', '4.0'];
const stuck = { charms: { web: charm({ on: { stop: () => Promise.reject(new Error('no')) } }) } };

test.each(series)(
  'on Juju %s an application goes in order, and what was related with it is told',
  async (juju) => {
    const departed: string[] = [];
    const database = charm({
      on: {
        'db-relation-departed': (ctx) =>
          void departed.push(`${ctx.remoteUnit ?? ''} ${ctx.departingUnit ?? ''}`),
        'db-relation-broken'(ctx) {
          departed.push(
            `broken ${ctx.remoteApp ?? ''} ${JSON.stringify(ctx.relation?.units)} ${ctx.relation?.get()['k'] ?? ''}`,
          );
        },
      },
    });
    const web = charm({ on: { 'db-relation-created': (ctx) => ctx.relation?.setApp({ k: 'still read' }) } });
    const domain = startDomain({ series: juju, charms: { database, web } });
    await domain.deploy('web');
    await domain.deploy('database');
    domain.model.addRelation(['web', 'database']);
    await domain.until(
      'they have joined',
      () =>
        hooksOf(domain.model, 'web/0').includes('db-relation-joined') &&
        hooksOf(domain.model, 'database/0').filter((hook) => hook === 'db-relation-changed').length >= 2,
    );
    await domain.settled();

    domain.model.destroyApplication('web');
    await domain.until(
      'it is gone',
      () => !domain.model.applications.has('web') && domain.model.machines.size === 1,
    );

    expect(hooksOf(domain.model, 'web/0').slice(-4)).toEqual([
      'db-relation-departed',
      'db-relation-broken',
      'stop',
      'remove',
    ]);
    expect(departed).toEqual(['web/0 web/0', 'broken web [] still read']);
    expect([...domain.model.relations.values()]).toEqual([]);
    expect([...domain.model.charms.keys()]).toEqual(['local:database-0']);
  },
);

test('a relation that is removed is broken on both sides, and the applications stay', async () => {
  const domain = startDomain();
  await domain.deploy('web');
  await domain.deploy('database');
  const { id } = domain.model.addRelation(['web', 'database']);
  await domain.until('they have joined', () =>
    ['web/0', 'database/0'].every((unit) => hooksOf(domain.model, unit).includes('db-relation-changed')),
  );
  domain.model.destroyRelation({ id });
  await domain.until('it is gone', () => !domain.model.relations.has(id));
  for (const unit of ['web/0', 'database/0']) {
    expect(hooksOf(domain.model, unit).slice(-2)).toEqual(['db-relation-departed', 'db-relation-broken']);
  }
  await domain.settled();
  expect([...domain.model.applications.keys()]).toEqual(['web', 'database']);
});

test.each(series)(
  'on Juju %s a unit that goes departs from its peers, and a leader is found at once',
  async (juju) => {
    const departed: string[] = [];
    const web = charm({
      on: {
        'replicas-relation-departed': (ctx) =>
          void departed.push(`${ctx.unit} ${ctx.remoteUnit ?? ''} ${ctx.departingUnit ?? ''}`),
      },
    });
    const domain = startDomain({ series: juju, charms: { web } });
    await domain.deploy('web', { units: 3 });
    await domain.until('all have joined', () =>
      ['web/0', 'web/1', 'web/2'].every(
        (unit) =>
          hooksOf(domain.model, unit).filter((hook) => hook === 'replicas-relation-changed').length === 2,
      ),
    );
    await domain.settled();
    expect(domain.model.application('web').leader).toBe('web/0');

    domain.model.destroyUnit('web/0');
    await domain.until('the next leads', () => hooksOf(domain.model, 'web/1').includes('leader-elected'));
    await domain.settled();

    expect(domain.model.application('web').leader).toBe('web/1');
    expect([...domain.model.units()].map(({ name }) => name)).toEqual(['web/1', 'web/2']);
    expect(departed.toSorted()).toEqual([
      'web/0 web/1 web/0',
      'web/0 web/2 web/0',
      'web/1 web/0 web/0',
      'web/2 web/0 web/0',
    ]);
  },
);

test('removing the last unit keeps the application, which can grow again', async () => {
  const domain = startDomain();
  await domain.deploy('database');
  await domain.settled();
  domain.model.destroyUnit('database/0');
  await domain.until('unit and machine are gone', () => domain.model.machines.size === 0);
  domain.model.addUnits('database', { count: 1 });
  await domain.settled();
  expect([...domain.model.units()].map(({ name, leader }) => [name, leader])).toEqual([['database/1', true]]);
});

test('a subordinate comes with its principal, and goes with it or with their relation', async () => {
  const domain = startDomain();
  await domain.deploy('web', { units: 2 });
  await domain.deploy('logger');
  await domain.settled('web');
  const { id } = domain.model.addRelation(['web', 'logger']);
  await domain.until('both are there', () =>
    ['logger/0', 'logger/1'].every((unit) => hooksOf(domain.model, unit).includes('host-relation-changed')),
  );
  await domain.settled();
  expect(
    [...domain.model.application('logger').units.values()].map(({ name, principal, machine }) => [
      name,
      principal?.name,
      machine?.id,
    ]),
  ).toEqual([
    ['logger/0', 'web/0', '0'],
    ['logger/1', 'web/1', '1'],
  ]);
  // Each sees its own principal only, and the principal has no hooks for what Juju provides.
  expect(hooksOf(domain.model, 'logger/0')).toEqual([
    'install',
    'host-relation-created',
    'leader-elected',
    'config-changed',
    'start',
    'host-relation-joined',
    'host-relation-changed',
  ]);
  expect(hooksOf(domain.model, 'web/0').filter((hook) => hook.includes('juju-info'))).toEqual([]);

  domain.model.destroyUnit('web/0');
  await domain.until(
    'both are gone',
    () =>
      !domain.model.application('logger').units.has('logger/0') &&
      !domain.model.application('web').units.has('web/0'),
  );
  domain.model.destroyRelation({ id });
  await domain.until(
    'the other subordinate is gone',
    () => domain.model.application('logger').units.size === 0,
  );
  await domain.settled('web');
  expect([...domain.model.units()].map(({ name }) => name)).toEqual(['web/1']);
});

test('an application of subordinates that is removed leaves its principals alone', async () => {
  const domain = startDomain();
  await domain.deploy('web');
  await domain.deploy('logger');
  domain.model.addRelation(['web', 'logger']);
  await domain.until('it is there', () =>
    hooksOf(domain.model, 'logger/0').includes('host-relation-changed'),
  );
  domain.model.destroyApplication('logger');
  await domain.until('it is gone', () => !domain.model.applications.has('logger'));
  await domain.settled('web');
  expect(hooksOf(domain.model, 'logger/0').slice(-4)).toEqual([
    'host-relation-departed',
    'host-relation-broken',
    'stop',
    'remove',
  ]);
});

test('one hook at a time runs on a machine, and different machines run at once', async () => {
  const running = new Map<string, number>();
  let most = 0;
  let mostOfAll = 0;
  const slow = charm({
    on: Object.fromEntries(
      ['install', 'config-changed', 'start'].map((hook) => [
        hook,
        async (ctx) => {
          const now = (running.get(ctx.machine) ?? 0) + 1;
          running.set(ctx.machine, now);
          most = Math.max(most, now);
          mostOfAll = Math.max(
            mostOfAll,
            [...running.values()].reduce((sum, count) => sum + count, 0),
          );
          await ctx.sleep('1s');
          running.set(ctx.machine, (running.get(ctx.machine) ?? 0) - 1);
        },
      ]),
    ),
  });
  const domain = startDomain({ charms: { web: slow, logger: slow }, timeScale: 1000 });
  await domain.deploy('web', { units: 2 });
  await domain.deploy('logger');
  domain.model.addRelation(['web', 'logger']);
  await domain.until('all are up', () => domain.model.application('logger').units.size === 2);
  await domain.settled();
  expect(most).toBe(1);
  expect(mostOfAll).toBeGreaterThan(1);
});

test.each(series)('on Juju %s a destroyed model takes all that is in it along, and is gone', async (juju) => {
  const domain = startDomain({ series: juju });
  await domain.deploy('web', { units: 2 });
  await domain.deploy('database');
  await domain.deploy('logger');
  domain.model.addRelation(['web', 'database']);
  domain.model.addRelation(['web', 'logger']);
  domain.model.addMachine();
  await domain.until('all are up', () => domain.model.application('logger').units.size === 2);
  await domain.settled();
  domain.state.destroyModel(domain.model.uuid);
  expect(domain.model.life).toBe('dying');
  await domain.until('it is gone', () => !domain.state.models.has(domain.model.uuid));
  expect([domain.model.applications.size, domain.model.machines.size, domain.model.relations.size]).toEqual([
    0, 0, 0,
  ]);
  const said = domain.model.status.history.map(({ message }) => message).toReversed();
  expect(said.slice(0, 2)).toEqual(['', 'cleaning up cloud resources']);
  expect(said[2]).toMatch(
    /^attempt 1 to destroy model failed \(will retry\): {2}model not empty, found \d machines?, \d applications?$/,
  );
  expect(said.at(-1)).toBe('tearing down cloud environment');
});

test('an empty model is gone soon, and its name is free', async () => {
  const domain = startDomain();
  domain.state.destroyModel(domain.model.uuid);
  await domain.until('it is gone', () => domain.state.models.size === 1);
  expect(domain.state.addModel({ name: 'test', owner: 'admin' }).life).toBe('alive');
});

test('a model whose unit is in error stays dying, until it is forced', async () => {
  const domain = startDomain({ ...stuck, model: { config: { 'automatically-retry-hooks': false } } });
  await domain.deploy('web');
  await domain.settled();
  domain.state.destroyModel(domain.model.uuid);
  await domain.until(
    'stop has failed',
    () => shown(domain.model.unit('web/0')) === 'error/idle hook failed: "stop"',
  );
  expect(domain.state.models.has(domain.model.uuid)).toBe(true);
  domain.state.destroyModel(domain.model.uuid, { force: true, maxWaitMs: 0 });
  await domain.until('it is gone', () => !domain.state.models.has(domain.model.uuid));
});

test('a model that is forced with a timeout goes at its end, on Juju 3.6', async () => {
  const domain = startDomain({ ...stuck, model: { config: { 'automatically-retry-hooks': false } } });
  await domain.deploy('web');
  await domain.settled();
  domain.state.destroyModel(domain.model.uuid, {
    force: true,
    maxWaitMs: Number.MAX_SAFE_INTEGER,
    timeoutMs: 1,
  });
  await domain.until('it is gone', () => !domain.state.models.has(domain.model.uuid));
  expect(domain.model.status.message).not.toBe('tearing down cloud environment');
});

test('a unit that is forced goes although its hook never ends', async () => {
  const signals: boolean[] = [];
  const web = charm({
    on: {
      stop: async (ctx) => {
        ctx.signal.addEventListener('abort', () => signals.push(true));
        await new Promise(() => undefined);
      },
    },
  });
  const domain = startDomain({ charms: { web } });
  await domain.deploy('web');
  await domain.settled();
  domain.model.destroyUnit('web/0');
  await domain.until('stop runs', () => domain.model.unit('web/0').agent.message === 'running stop hook');
  domain.model.destroyUnit('web/0', { force: true, maxWaitMs: 1000 });
  await domain.until('it is gone', () => domain.model.machines.size === 0);
  expect(signals).toEqual([true]);
});

test('a machine and a relation that are forced go with what is on them', async () => {
  const domain = startDomain({ ...stuck, model: { config: { 'automatically-retry-hooks': false } } });
  await domain.deploy('web');
  await domain.deploy('database');
  const { id } = domain.model.addRelation(['web', 'database']);
  await domain.until('they have joined', () =>
    ['web/0', 'database/0'].every((unit) => hooksOf(domain.model, unit).includes('db-relation-changed')),
  );
  domain.faults.failHook({ of: 'web', hook: 'db-relation-departed', times: 99 });
  domain.model.destroyRelation({ id, force: true, maxWaitMs: 1 });
  await domain.until('the relation is gone', () => !domain.model.relations.has(id));
  domain.model.destroyMachine('0', { force: true, maxWaitMs: 1 });
  await domain.until('the machine is gone', () => !domain.model.machines.has('0'));
  expect([...domain.model.units()].map(({ name }) => name)).toEqual(['database/0']);
});

test('a unit is removed before its agent is there when its machine never starts', async () => {
  const domain = startDomain();
  domain.faults.failProvisioning();
  await domain.deploy('web');
  domain.model.destroyApplication('web');
  expect(domain.model.applications.has('web')).toBe(false);
  await domain.until('the machine is gone', () => domain.model.machines.size === 0);
});
