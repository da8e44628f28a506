import type { JujuSeries } from '../../../src/embedded/state/profile';
import { charm } from '../../../src/embedded/agent/scripted/charm-script';
import { shown, startDomain } from '../../support/embedded-domain';

const series: readonly JujuSeries[] = ['3.6', '4.0'];

const stuck = { charms: { web: charm({ on: { stop: () => Promise.reject(new Error('no')) } }) } };

test.each(series)('on Juju %s a destroyed model takes all that is in it along, and is gone', async (juju) => {
  const domain = startDomain({ series: juju });
  await domain.deploy('web', { units: 2 });
  await domain.deploy('database');
  await domain.deploy('logger');
  domain.model.addRelation(['web', 'database']);
  domain.model.addRelation(['web', 'logger']);
  domain.model.addMachine();
  domain.model.addMachine({ containerType: 'lxd' });
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
