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

const peers = 0;

test('settings are read back at once, and others see them when the hook has succeeded', async () => {
  const model = await related();
  const context = contextOf(model, 'web/0');
  context.relations.set(db, 'web/0', { host: 'here', gone: 'x' });
  context.relations.set(db, 'web/0', { gone: '' });
  expect(context.relations.get(db, 'web/0')).toEqual({ host: 'here' });
  expect(contextOf(model, 'database/0').relations.get(db, 'web/0')).toEqual({});
  context.flush();
  expect(contextOf(model, 'database/0').relations.get(db, 'web/0')).toEqual({ host: 'here' });
  expect(model.relations.get(db)?.unitSettings.get('web/0')?.version).toBe(1);
});

test('settings that are the same again are no news', async () => {
  const model = await related();
  for (const turn of [1, 2]) {
    const context = contextOf(model, 'web/0');
    context.relations.set(db, 'web/0', { host: 'here' });
    context.flush();
    expect(turn).toBeGreaterThan(0);
  }
  expect(model.relations.get(db)?.unitSettings.get('web/0')?.version).toBe(1);
});

test.each([
  ['the leader reads and writes the bag of its application', 'web/0', db, 'web', undefined, undefined],
  [
    'another unit may not read the bag of its own application',
    'web/1',
    db,
    'web',
    'permission denied',
    'cannot write relation settings',
  ],
  ['among peers it may read it', 'web/1', peers, 'web', undefined, 'cannot write relation settings'],
  [
    'among peers a unit reads the others',
    'web/1',
    peers,
    'web/0',
    undefined,
    'cannot write relation settings',
  ],
  [
    'outside of peers it does not',
    'web/1',
    db,
    'web/0',
    'permission denied',
    'cannot write relation settings',
  ],
  ['the other application is read', 'web/1', db, 'database', undefined, 'cannot write relation settings'],
  [
    'a unit of the other application is read',
    'web/1',
    db,
    'database/0',
    undefined,
    'cannot write relation settings',
  ],
  [
    'an application that is not related is not',
    'web/1',
    peers,
    'database',
    'permission denied',
    'cannot write relation settings',
  ],
  ['its own bag is its own', 'web/1', db, 'web/1', undefined, undefined],
] as const)('%s', async (_rule, unit, id, entity, reading, writing) => {
  const model = await related();
  const { relations } = contextOf(model, unit);
  const outcome = (command: () => unknown) => {
    try {
      command();
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(outcome(() => relations.get(id, entity))).toBe(reading);
  expect(outcome(() => relations.set(id, entity, { a: '1' }))).toBe(writing);
});

test('relations are listed by endpoint, with the units that a hook has told of', async () => {
  const model = await related();
  model.unit('web/0').local.relations.get(db)?.members.set('database/0', 0);
  expect(contextOf(model, 'web/0').relations.ids('db')).toEqual([db]);
  expect(contextOf(model, 'web/0').relations.units(db)).toEqual(['database/0']);
  const joining = { kind: 'relation-joined', relationId: db, remoteUnit: 'database/1' } as const;
  expect(contextOf(model, 'web/0', joining).relations.units(db)).toEqual(['database/0', 'database/1']);
  const departing = { kind: 'relation-departed', relationId: db, remoteUnit: 'database/0' } as const;
  expect(contextOf(model, 'web/0', departing).relations.units(db)).toEqual([]);
  expect(contextOf(model, 'web/0').relations.remoteApplication(db)).toBe('database');
  expect(contextOf(model, 'web/0').relations.remoteApplication(peers)).toBe('web');
  expect(contextOf(model, 'web/0').relations.modelUuid(db)).toBe(model.uuid);
  expect(() => contextOf(model, 'web/0').relations.get(9, 'web')).toThrow(
    'invalid value "9" for option -r: relation not found',
  );
});
