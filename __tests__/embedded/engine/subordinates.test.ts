import { hooksOf, startDomain } from '../../support/embedded-domain';

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
