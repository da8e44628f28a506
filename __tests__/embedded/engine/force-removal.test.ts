import { charm } from '../../../src/embedded/agent/scripted/charm-script';
import { hooksOf, startDomain } from '../../support/embedded-domain';

const stuck = { charms: { web: charm({ on: { stop: () => Promise.reject(new Error('no')) } }) } };

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
