import { charm } from '../../../src/embedded/agent/scripted/charm-script';
import { makeStorage } from '../../../src/embedded/state/unit-storage';
import { hooksOf, startDomain } from '../../support/embedded-domain';

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
