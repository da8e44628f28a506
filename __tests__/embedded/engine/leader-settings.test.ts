import { deployFixture, hooksOf, startDomain } from '../../support/embedded-domain';
import { inHook } from '../../support/embedded-hook-scene';

test('units that do not lead are told of what the leader sets, each change once, and the leader is not', async () => {
  const domain = startDomain();
  const { model } = domain;
  await deployFixture(model, 'database', { units: 2 });
  await domain.settled();
  const told = (unit: string) =>
    hooksOf(model, unit).filter((hook) => hook === 'leader-settings-changed').length;
  expect([told('database/0'), told('database/1')]).toEqual([0, 1]);

  const set = (pairs: Record<string, string>) =>
    inHook(model, 'database/0', ({ leadership }) => leadership.write(pairs));
  set({ key: 'value' });
  await domain.until('it is told', () => told('database/1') === 2);
  set({ key: 'value', other: '' });
  await domain.settled();
  set({ key: 'other' });
  await domain.until('the next change is told', () => told('database/1') > 2);
  await domain.settled();
  expect([told('database/0'), told('database/1')]).toEqual([0, 3]);
});

test('on Juju 4.0 there is no such hook', async () => {
  const domain = startDomain({ series: '4.0' });
  const { model } = domain;
  await deployFixture(model, 'database', { units: 2 });
  await domain.settled();
  expect(hooksOf(model, 'database/1')).not.toContain('leader-settings-changed');
});
