import type { JujuSeries } from '../../../src/embedded/state/profile';
import { charm } from '../../../src/embedded/agent/scripted/charm-script';
import { Engine } from '../../../src/embedded/engine/engine';
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
    const { address } = domain.model.unit('web/1');
    expect(relation.unitSettings.get('web/1')?.values).toEqual({
      'egress-subnets': `${address}/32`,
      'ingress-address': address,
      // Juju 4.0 no longer writes it.
      ...(juju === '3.6' && { 'private-address': address }),
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
    'leader-settings-changed',
    'config-changed',
    'start',
    'db-relation-joined',
    'db-relation-changed',
    ...hooksOf(domain.model, 'web/1').slice(8),
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
  expect(hooksOf(domain.model, 'database/0').slice(-2)).toEqual(['upgrade-charm', 'config-changed']);
  expect(hooksOf(domain.model, 'database/1').slice(-3)).toEqual([
    'upgrade-charm',
    'config-changed',
    'leader-settings-changed',
  ]);
  expect([...domain.model.charms.keys()]).toEqual([url]);
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
