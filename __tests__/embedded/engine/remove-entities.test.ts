import type { JujuSeries } from '../../../src/embedded/state/profile';
import { charm } from '../../../src/embedded/agent/scripted/charm-script';
import { hooksOf, startDomain } from '../../support/embedded-domain';

const series: readonly JujuSeries[] = ['3.6', '4.0'];

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

test('a unit is removed before its agent is there when its machine never starts', async () => {
  const domain = startDomain();
  domain.faults.failProvisioning();
  await domain.deploy('web');
  domain.model.destroyApplication('web');
  expect(domain.model.applications.has('web')).toBe(false);
  await domain.until('the machine is gone', () => domain.model.machines.size === 0);
});

test('a machine outlives its last container, whether that goes by itself or with its unit', async () => {
  const domain = startDomain();
  await domain.deploy('database');
  const { url } = domain.model.application('database').charm;
  domain.model.deploy({
    application: 'inside',
    charmUrl: url,
    numUnits: 1,
    placement: [{ scope: 'lxd', directive: '' }],
  });
  domain.model.destroyApplication('database');
  await domain.until('the machine of the first is gone', () => !domain.model.machines.has('0'));
  const { id } = domain.model.addMachine({ containerType: 'lxd', parentId: '1' });
  await domain.settled();
  domain.model.destroyMachine(id);
  domain.model.destroyApplication('inside');
  await domain.until('both containers are gone', () => domain.model.machines.size === 1);
  await domain.settled();
  expect([...domain.model.machines.values()].map((machine) => [machine.id, machine.life])).toEqual([
    ['1', 'alive'],
  ]);
});

test.each([
  ['3.6', 'alive'],
  ['4.0', 'dying'],
] as const)('on Juju %s the machine of a dying last unit is %s', async (juju, life) => {
  const lives: string[] = [];
  const web = charm({ on: { stop: () => void lives.push(domain.model.machine('0').life) } });
  const domain = startDomain({ series: juju, charms: { web } });
  await domain.deploy('web');
  domain.model.addUnits('web', { count: 1, placement: [{ scope: '#', directive: '0' }] });
  await domain.settled();
  domain.model.destroyUnit('web/0');
  await domain.until('one is gone', () => domain.model.application('web').units.size === 1);
  domain.model.destroyUnit('web/1');
  await domain.until('all are gone', () => domain.model.machines.size === 0);
  expect(lives).toEqual(['alive', life]);
});
