import type { JujuSeries } from '../../../src/embedded/state/profile';
import { hooksOf, shown, startDomain } from '../../support/embedded-domain';

const series: readonly JujuSeries[] = ['3.6', '4.0'];

test.each(series)('on Juju %s a unit of Kubernetes has a pod, an address and its container', async (juju) => {
  const domain = startDomain({ series: juju, kubernetes: true });
  await domain.deploy('web-k8s', { name: 'web', units: 2 });
  await domain.until('the container is told', () =>
    hooksOf(domain.model, 'web/1').includes('web-pebble-ready'),
  );
  await domain.settled();
  const unit = domain.model.unit('web/1');
  expect(unit).toMatchObject({ machine: undefined, providerId: 'web-1' });
  expect(unit.address).toMatch(/^10\.1\./);
  expect(shown(unit)).toBe('unknown/idle');
  expect(domain.model.application('web')).toMatchObject({
    providerId: domain.model.uuid,
    publicAddress: expect.stringMatching(/^10\.152\./) as string,
  });
  expect(hooksOf(domain.model, 'web/1').slice(0, juju === '3.6' ? 6 : 5)).toEqual([
    'install',
    'replicas-relation-created',
    ...(juju === '3.6' ? ['leader-settings-changed'] : []),
    'config-changed',
    'start',
    'web-pebble-ready',
  ]);
});

test('scaling down takes the highest units, and scaling up gives their numbers again', async () => {
  const domain = startDomain({ kubernetes: true });
  await domain.deploy('web-k8s', { name: 'web', units: 3 });
  await domain.settled();
  const units = () => [...domain.model.units()].map(({ name }) => name);
  domain.model.scaleApplication('web', { scale: 1 });
  await domain.until('two are gone', () => units().length === 1);
  expect(units()).toEqual(['web/0']);
  domain.model.scaleApplication('web', { change: 1 });
  await domain.settled();
  expect(units()).toEqual(['web/0', 'web/1']);
});

test('a number that is wanted again while its unit is going comes when that is gone', async () => {
  const domain = startDomain({ kubernetes: true });
  await domain.deploy('web-k8s', { name: 'web', units: 2 });
  await domain.settled();
  const going = domain.model.unit('web/1');
  domain.model.scaleApplication('web', { scale: 1 });
  domain.model.scaleApplication('web', { scale: 2 });
  expect(domain.model.unit('web/1')).toBe(going);
  await domain.until(
    'another has its number',
    () =>
      domain.model.application('web').units.get('web/1') !== going &&
      domain.model.application('web').units.has('web/1'),
  );
  await domain.settled();
  expect(domain.model.unit('web/1').life).toBe('alive');
});

test('a model of Kubernetes is destroyed without machines', async () => {
  const domain = startDomain({ kubernetes: true });
  await domain.deploy('web-k8s', { name: 'web' });
  await domain.settled();
  domain.state.destroyModel(domain.model.uuid);
  await domain.until('it is gone', () => !domain.state.models.has(domain.model.uuid));
  expect(hooksOf(domain.model, 'web/0').slice(-2)).toEqual(['stop', 'remove']);
});
