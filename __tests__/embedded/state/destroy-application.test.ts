import type { Model } from '../../../src/embedded/state/model';
import { deployFixture, newState } from '../../support/embedded-domain';
import { enterScope } from '../../../src/embedded/state/scope';
import { removeUnit } from '../../../src/embedded/state/remove-unit';

async function modelWith(...charms: string[]): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  for (const charm of charms) await deployFixture(model, charm);
  return model;
}

test('an application without units is gone at once, with its peers, offers, notes and charm', async () => {
  const model = await modelWith('web');
  model.setAnnotations('application-web', { x: '1' });
  model.destroyUnit('web/0');
  model.destroyApplication('web');
  expect([model.applications.size, model.relations.size, model.charms.size, model.annotations.size]).toEqual([
    0, 0, 0, 0,
  ]);
});

test('a charm that another application runs stays', async () => {
  const model = await modelWith('web');
  await deployFixture(model, 'web', { name: 'other' });
  model.destroyApplication('web');
  expect([...model.charms.keys()]).toEqual(['local:web-0']);
});

test('an application waits for its relations, and goes with the last of them', async () => {
  const model = await modelWith('web', 'database');
  const relation = model.addRelation(['web', 'database']);
  enterScope(model, relation, model.unit('database/0'));
  model.destroyApplication('web');
  expect([model.application('web').life, relation.life]).toEqual(['dying', 'dying']);
  removeUnit(model, model.unit('database/0'));
  expect(model.applications.has('web')).toBe(false);
  expect(model.relations.size).toBe(0);
});

test('an application that others use by an offer is refused', async () => {
  const model = await modelWith('database');
  model.offers.set('db', {
    name: 'db',
    uuid: 'u',
    application: 'database',
    description: '',
    endpoints: new Map(),
    users: new Map(),
    connections: [{ sourceModelUuid: 'm', relationId: 1, username: 'bob', endpoint: 'db' }],
  });
  expect(() => model.destroyApplication('database')).toThrow(
    'cannot destroy application "database": application is used by 1 offer',
  );
});
