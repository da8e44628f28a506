import type { HookInfo } from '../../../../src/embedded/engine/hook-info';
import type { Model } from '../../../../src/embedded/state/model';
import { deployFixture, newState } from '../../../support/embedded-domain';
import { enterScope } from '../../../../src/embedded/state/scope';
import { HookContext } from '../../../../src/embedded/engine/hook-context';
import { memory } from '../../../support/embedded-domain-unit';

/** Two units of web, related with a database and with each other; web/0 and database/0 lead. */
async function related(): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web', { units: 2 });
  await deployFixture(model, 'database');
  model.addRelation(['web', 'database']);
  model.application('web').leader = 'web/0';
  model.application('database').leader = 'database/0';
  for (const relation of model.relations.values()) {
    for (const unit of model.units()) {
      if (!relation.endpoints.some(({ application }) => application === unit.application.name)) continue;
      enterScope(model, relation, unit);
      unit.local.relations.set(relation.id, memory());
    }
  }
  return model;
}

const contextOf = (model: Model, unit: string, hook: HookInfo = { kind: 'config-changed' }) =>
  new HookContext({ model, unit: model.unit(unit), name: hook.kind, hook });

const db = 1;

test('a secret is made, granted, read, renewed and removed by Juju’s rules', async () => {
  const model = await related();
  const owner = contextOf(model, 'database/0');
  const uri = owner.secrets.add('application', { content: { password: 'one' }, label: 'pw' });
  expect(owner.secrets.get({ label: 'pw' })).toEqual({ password: 'one' });
  expect(() => contextOf(model, 'web/0').secrets.get({ uri })).toThrow(/^secret "\w+" not found$/);
  owner.flush();
  expect(() => contextOf(model, 'web/0').secrets.get({ uri })).toThrow('permission denied');

  const granting = contextOf(model, 'database/0');
  granting.secrets.grant(uri, db);
  granting.flush();
  const reader = () => contextOf(model, 'web/0');
  expect(reader().secrets.get({ uri, label: 'db-password' })).toEqual({ password: 'one' });
  expect(reader().secrets.get({ label: 'db-password' })).toEqual({ password: 'one' });

  const renewing = contextOf(model, 'database/0');
  renewing.secrets.set(uri, { content: { password: 'two' } });
  expect(renewing.secrets.get({ uri, peek: true })).toEqual({ password: 'two' });
  renewing.flush();
  expect(reader().secrets.get({ uri })).toEqual({ password: 'one' });
  expect(reader().secrets.get({ uri, peek: true })).toEqual({ password: 'two' });
  expect(reader().secrets.get({ uri })).toEqual({ password: 'one' });
  expect(reader().secrets.get({ uri, refresh: true })).toEqual({ password: 'two' });
  expect(reader().secrets.get({ uri })).toEqual({ password: 'two' });

  const revoking = contextOf(model, 'database/0');
  revoking.secrets.revoke(uri, db);
  revoking.flush();
  expect(() => reader().secrets.get({ uri })).toThrow('permission denied');

  const removing = contextOf(model, 'database/0');
  removing.secrets.remove(uri, 1);
  expect(removing.secrets.info({ uri })).toMatchObject({ revision: 2, label: 'pw' });
  expect(removing.secrets.ids()).toEqual([uri]);
  removing.secrets.remove(uri);
  expect(removing.secrets.ids()).toEqual([]);
  removing.flush();
  expect(model.secrets.size).toBe(0);
});

test('only the leader manages secrets of its application, and every unit its own', async () => {
  const model = await related();
  const other = contextOf(model, 'web/1');
  expect(() => other.secrets.add('application', { content: { password: 'x' } })).toThrow(
    'this unit is not the leader',
  );
  const own = other.secrets.add('unit', { content: { password: 'x' } });
  other.flush();
  expect(contextOf(model, 'web/1').secrets.ids()).toEqual([own]);
  expect(contextOf(model, 'web/0').secrets.ids()).toEqual([]);

  const leader = contextOf(model, 'web/0');
  const shared = leader.secrets.add('application', { content: { password: 'y' }, label: 'shared' });
  leader.flush();
  expect(contextOf(model, 'web/1').secrets.get({ label: 'shared' })).toEqual({ password: 'y' });
  expect(() => contextOf(model, 'web/1').secrets.set(shared, { label: 'z' })).toThrow(
    'this unit is not the leader',
  );
  expect(() =>
    contextOf(model, 'web/0').secrets.add('application', { content: { password: 'z' }, label: 'shared' }),
  ).toThrow('secret with label "shared" already exists');
});

test.each([
  [{}, 'empty URI and label not valid'],
  [{ label: 'x' }, 'consumer label "x" not found'],
  [{ uri: 'nonsense' }, 'secret URI "nonsense" not valid'],
  [{ uri: 'secret:00000000000000000000' }, 'secret "00000000000000000000" not found'],
])('a secret by %p is refused', async (how, message) => {
  const model = await related();
  expect(() => contextOf(model, 'web/0').secrets.get(how)).toThrow(message);
});
