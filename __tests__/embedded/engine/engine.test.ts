import type { JujuSeries } from '../../../src/embedded/state/profile';
import { charm } from '../../../src/embedded/agent/charm-script';
import { Engine } from '../../../src/embedded/engine/engine';
import { makeStorage } from '../../../src/embedded/state/unit-storage';
import { hooksOf, shown, startDomain } from '../../support/embedded-domain';
import { zipOf } from '../../support/embedded-domain-zip';

const series: readonly JujuSeries[] = ['3.6', '4.0'];

test.each(series)('on Juju %s a deployed charm runs its hooks in order and ends as it says', async (juju) => {
  const web = charm({ on: { start: (ctx) => ctx.setStatus('active', 'up') } });
  const domain = startDomain({ series: juju, charms: { web } });
  await domain.deploy('web');
  await domain.settled();

  expect(hooksOf(domain.model, 'web/0')).toEqual([
    'install',
    'replicas-relation-created',
    'leader-elected',
    'config-changed',
    'start',
  ]);
  expect(shown(domain.model.unit('web/0'))).toBe('active/idle up');
});

test.each(series)('on Juju %s a charm that says nothing ends unknown, and the agent idle', async (juju) => {
  const domain = startDomain({ series: juju });
  await domain.deploy('database');
  await domain.settled();
  const unit = domain.model.unit('database/0');
  expect(shown(unit)).toBe('unknown/idle');
  expect(unit.workload.history.map(({ status, message }) => `${status} ${message}`.trim())).toEqual([
    'unknown',
    'maintenance installing charm software',
    'waiting agent initialising',
    'waiting installing agent',
    'waiting waiting for machine',
  ]);
  expect(unit.agent.history.map(({ status, message }) => `${status} ${message}`.trim()).toReversed()).toEqual(
    [
      'allocating',
      'executing running install hook',
      'executing running leader-elected hook',
      'executing running config-changed hook',
      'executing running start hook',
      'idle',
    ],
  );
});

test('a machine is allocated, runs and is started, with an instance, hardware and an address', async () => {
  const domain = startDomain();
  await domain.deploy('database');
  await domain.settled();
  const machine = domain.model.machine('0');
  expect(machine.instance.history.map(({ status }) => status).toReversed()).toEqual([
    'pending',
    'allocating',
    'running',
  ]);
  expect(machine).toMatchObject({
    instanceId: `juju-${domain.model.uuid.slice(-6)}-0`,
    agent: expect.objectContaining({ status: 'started' }) as unknown,
    modification: expect.objectContaining({ status: 'applied' }) as unknown,
    hardware: { arch: 'amd64', cores: 1, mem: 2048, virtType: 'container' },
  });
  expect(domain.model.unit('database/0').publicAddress).toBe(machine.addresses[0]?.value);
});

test('a unit in a container waits for its machine', async () => {
  const domain = startDomain();
  await domain.deploy('database');
  domain.model.deploy({
    application: 'inside',
    charmUrl: 'local:database-0',
    numUnits: 1,
    placement: [{ scope: 'lxd', directive: '0' }],
  });
  await domain.settled();
  expect(domain.model.unit('inside/0').machine?.id).toBe('0/lxd/0');
  expect(domain.model.machine('0/lxd/0').agent.status).toBe('started');
});

test.each(series)(
  'on Juju %s a relation is joined by all units of both sides, with their data',
  async (juju) => {
    const seen: string[] = [];
    const domain = startDomain({
      series: juju,
      charms: {
        database: charm({
          on: {
            'db-relation-created'(ctx) {
              if (ctx.isLeader) ctx.relation?.setApp({ database: 'shop' });
            },
            'db-relation-joined': (ctx) => ctx.relation?.set({ host: ctx.unit }),
          },
        }),
        web: charm({
          on: {
            'db-relation-changed'(ctx) {
              const { relation, remoteUnit, remoteApp } = ctx;
              const host = remoteUnit === undefined ? '' : (relation?.get(remoteUnit)['host'] ?? '');
              const database = relation?.get()['database'] ?? '';
              seen.push(`${ctx.unit} ${remoteUnit ?? remoteApp ?? ''}`);
              if (database === 'shop' && host !== '') ctx.setStatus('active', `${database} at ${host}`);
            },
          },
        }),
      },
    });
    await domain.deploy('web', { units: 2 });
    await domain.deploy('database');
    const relation = domain.model.addRelation(['web', 'database']);
    await domain.until('web is active', () =>
      [...domain.model.application('web').units.values()].every(
        (unit) => shown(unit) === 'active/idle shop at database/0',
      ),
    );
    expect(relation.status.status).toBe('joined');
    expect(relation.unitSettings.get('web/1')?.values).toEqual({
      'egress-subnets': expect.stringMatching(/^10\..*\/32$/) as string,
      'ingress-address': expect.stringMatching(/^10\./) as string,
      'private-address': expect.stringMatching(/^10\./) as string,
    });
    expect(new Set(seen)).toEqual(
      new Set(['web/0 database', 'web/1 database', 'web/0 database/0', 'web/1 database/0']),
    );
  },
);

test.each(series)(
  'on Juju %s config that is set is told once to every unit, and not when it is the same',
  async (juju) => {
    const titles: string[] = [];
    const web = charm({
      on: { 'config-changed': (ctx) => void titles.push(`${ctx.unit} ${String(ctx.config['title'])}`) },
    });
    const domain = startDomain({ series: juju, charms: { web } });
    await domain.deploy('web', { units: 2, config: { title: 'One' } });
    await domain.settled();
    domain.model.setApplicationConfig('web', { title: 'Two' });
    await domain.until('both have seen it', () => titles.length === 4);
    domain.model.setApplicationConfig('web', { title: 'Two' });
    domain.model.setApplicationConfig('web', { title: 'Three' });
    await domain.until('both have seen it', () => titles.length === 6);
    expect(titles.toSorted()).toEqual([
      'web/0 One',
      'web/0 Three',
      'web/0 Two',
      'web/1 One',
      'web/1 Three',
      'web/1 Two',
    ]);
  },
);

test.each(series)(
  'on Juju %s an action gives its results, says how far it is, and fails as it says',
  async (juju) => {
    const web = charm({
      actions: {
        greet(ctx) {
          ctx.actionLog('thinking');
          ctx.setResults({ 'deep.inner': 1 });
          return { greeting: `Hello, ${String(ctx.params['name'])}`, list: [1], flag: true };
        },
        break: (ctx) => ctx.fail('no luck'),
      },
    });
    const domain = startDomain({ series: juju, charms: { web } });
    await domain.deploy('web');
    await domain.settled();
    const operation = domain.model.enqueue([
      { receiver: 'web/leader', name: 'greet', parameters: { name: 'Juju' } },
      { receiver: 'web/0', name: 'break' },
      { receiver: 'web/0', name: 'wait' },
    ]);
    await domain.until('all are done', () => operation.completed !== undefined);
    expect(operation.actions.map(({ status, message, output }) => [status, message, output])).toEqual([
      [
        'completed',
        '',
        { deep: { inner: '1' }, greeting: 'Hello, Juju', list: '[1]', flag: 'true', 'return-code': 0 },
      ],
      ['failed', 'no luck', { 'return-code': 0 }],
      ['failed', 'action not implemented on unit "web/0"', {}],
    ]);
    expect(operation.actions[0]?.log.map(({ message }) => message)).toEqual(['thinking']);
    expect(operation.status).toBe('failed');
    await domain.settled();
    expect(domain.model.unit('web/0').agent.history.map(({ message }) => message)).toContain(
      'running action greet',
    );
  },
);

test('an action whose handler throws fails as a process does, and its unit goes on', async () => {
  const web = charm({
    actions: {
      break() {
        throw new Error('out of paper');
      },
    },
  });
  const domain = startDomain({ charms: { web } });
  await domain.deploy('web');
  await domain.settled();
  const [action] = domain.model.enqueue([{ receiver: 'web/0', name: 'break' }]).actions;
  await domain.until('it is done', () => action?.completed !== undefined);
  expect(action).toMatchObject({ status: 'failed', message: 'exit status 1', output: { 'return-code': 1 } });
  expect(String(action?.output['stderr'])).toContain('Error: out of paper');
  await domain.settled();
  expect(shown(domain.model.unit('web/0'))).toBe('unknown/idle');
});

test('an action that is cancelled hears of it, and is aborted', async () => {
  const heard: string[] = [];
  const web = charm({
    actions: {
      async wait(ctx) {
        ctx.signal.addEventListener('abort', () => heard.push('aborted'));
        await new Promise(() => undefined);
      },
    },
  });
  const domain = startDomain({ charms: { web } });
  await domain.deploy('web');
  await domain.settled();
  const [action] = domain.model.enqueue([{ receiver: 'web/0', name: 'wait' }]).actions;
  await domain.until('it runs', () => action?.status === 'running');
  domain.model.cancelActions([action?.id ?? '']);
  await domain.until('it is over', () => action?.completed !== undefined);
  expect([action?.status, heard]).toEqual(['aborted', ['aborted']]);
  await domain.settled();
});

test('a command is answered by the script, and fails clearly without an answer', async () => {
  const web = charm({
    exec: (command, ctx) => ({ code: 3, stdout: `${ctx.unit}: ${command}`, stderr: 'oops' }),
  });
  const domain = startDomain({ charms: { web } });
  await domain.deploy('web');
  await domain.deploy('database');
  await domain.settled();
  const operation = domain.model.exec({
    commands: 'ls -l',
    applications: ['web', 'database'],
    machines: ['0'],
  });
  await domain.until('all are done', () => operation.completed !== undefined);
  expect(operation.actions.map(({ status, message, output }) => [status, message, output])).toEqual([
    ['completed', '', { 'return-code': 3, stdout: 'web/0: ls -l', stderr: 'oops' }],
    [
      'failed',
      'nothing answers "ls -l" on database/0: the script of charm "database" has no exec handler. Add `exec(command, ctx) { … }` to it',
      {},
    ],
    [
      'failed',
      "the embedded controller has no machine 0 to run commands on: exec on a unit instead, whose charm's script can answer it",
      {},
    ],
  ]);
});

test('units that are added join their peers and relations', async () => {
  const domain = startDomain();
  await domain.deploy('web');
  await domain.deploy('database');
  domain.model.addRelation(['web', 'database']);
  await domain.settled();
  domain.model.addUnits('web', { count: 1 });
  await domain.until(
    'the old ones have joined the new one',
    () =>
      hooksOf(domain.model, 'web/0').includes('replicas-relation-changed') &&
      hooksOf(domain.model, 'web/1').includes('db-relation-changed'),
  );
  expect(hooksOf(domain.model, 'web/1')).toEqual([
    'install',
    'replicas-relation-created',
    'db-relation-created',
    'config-changed',
    'start',
    'db-relation-joined',
    'db-relation-changed',
    ...hooksOf(domain.model, 'web/1').slice(7),
  ]);
});

test('a new charm is upgraded to by every unit, and the old one forgotten', async () => {
  const domain = startDomain();
  await domain.deploy('database', { units: 2 });
  await domain.settled();
  const { url } = await domain.model.addCharm(
    await zipOf({ 'metadata.yaml': 'name: database\nsummary: s\ndescription: d\nprovides: {db: pgsql}\n' }),
  );
  domain.model.setCharm('database', { charmUrl: url });
  await domain.until('all units run it', () =>
    [...domain.model.units()].every(({ charmUrl }) => charmUrl === url),
  );
  await domain.settled();
  expect(hooksOf(domain.model, 'database/1').slice(-2)).toEqual(['upgrade-charm', 'config-changed']);
  expect([...domain.model.charms.keys()]).toEqual([url]);
});

test('storage is attached before install on machines, and detached before the unit goes', async () => {
  const locations: string[] = [];
  const files = charm({
    on: {
      'data-storage-attached': (ctx) =>
        void locations.push(`${ctx.storage?.id ?? ''} ${ctx.storage?.location ?? ''}`),
    },
  });
  const domain = startDomain({ charms: { files } });
  await domain.deploy('files');
  await domain.settled();
  expect(hooksOf(domain.model, 'files/0').slice(0, 2)).toEqual(['data-storage-attached', 'install']);
  expect(locations).toEqual(['data/0 /srv/data']);
  domain.model.destroyUnit('files/0');
  await domain.until('it is gone', () => [...domain.model.units()].length === 0);
  expect(hooksOf(domain.model, 'files/0').slice(-3)).toEqual(['data-storage-detaching', 'stop', 'remove']);
  expect(domain.model.storage.size).toBe(0);
});

test('storage that is added later is told while the unit runs', async () => {
  const domain = startDomain();
  await domain.deploy('files');
  await domain.settled();
  const unit = domain.model.unit('files/0');
  const store = unit.application.charm.meta.storage.get('cache');
  if (store === undefined) throw new Error('the fixture has a store "cache"');
  makeStorage(domain.model, unit, store, { pool: 'rootfs', size: 1, count: 1 });
  await domain.until('it is told', () => hooksOf(domain.model, 'files/0').includes('cache-storage-attached'));
  expect(unit.local.storage).toEqual(new Set(['data/0', 'cache/1']));
});

test('what one engine has begun another goes on with', async () => {
  const domain = startDomain();
  domain.engine.stop();
  await domain.deploy('database');
  const second = new Engine(domain.state, domain.scripts, { timeScale: Number.POSITIVE_INFINITY });
  second.start();
  try {
    await domain.settled();
  } finally {
    second.stop();
  }
  expect(shown(domain.model.unit('database/0'))).toBe('unknown/idle');
});
