import type { JujuSeries } from '../../../../src/embedded/state/profile';
import { contextOf, ids, inHook, refusal, relatedModel } from '../../../support/embedded-hook-scene';

const { db, peers } = ids;
const series: readonly JujuSeries[] = ['3.6', '4.0'];

test('settings are read back at once, and others see them when the hook has succeeded', async () => {
  const model = await relatedModel();
  const context = contextOf(model, 'web/0');
  context.relations.set(db, 'web/0', { host: 'here', gone: 'x' });
  context.relations.set(db, 'web/0', { gone: '' });
  expect(context.relations.get(db, 'web/0')).toMatchObject({ host: 'here' });
  expect(context.relations.get(db, 'web/0')).not.toHaveProperty('gone');
  expect(contextOf(model, 'database/0').relations.get(db, 'web/0')).not.toHaveProperty('host');
  context.flush();
  expect(contextOf(model, 'database/0').relations.get(db, 'web/0')).toMatchObject({ host: 'here' });
  expect(model.relations.get(db)?.unitSettings.get('web/0')?.version).toBe(1);
});

test('settings that are the same again are no news', async () => {
  const model = await relatedModel();
  inHook(model, 'web/0', ({ relations }) => relations.set(db, 'web/0', { host: 'here' }));
  inHook(model, 'web/0', ({ relations }) => relations.set(db, 'web/0', { host: 'here' }));
  expect(model.relations.get(db)?.unitSettings.get('web/0')?.version).toBe(1);
});

const writing = 'cannot write relation settings';

test.each([
  ['the leader reads and writes the bag of its application', 'web/0', db, 'web', '', ''],
  ['another unit may not read it', 'web/1', db, 'web', 'permission denied', writing],
  ['among peers it may', 'web/1', peers, 'web', '', writing],
  ['among peers a unit reads the others', 'web/1', peers, 'web/0', '', writing],
  ['and so it does where they are related with another', 'web/1', db, 'web/0', '', writing],
  ['the other application is read', 'web/1', db, 'database', '', writing],
  ['a unit of the other application is read', 'web/1', db, 'database/0', '', writing],
  ['an application that is not related is not', 'web/1', peers, 'database', 'permission denied', writing],
  ['nor are its units', 'web/1', peers, 'database/0', 'permission denied', writing],
  ['its own bag is its own', 'web/1', db, 'web/1', '', ''],
  [
    'a unit that never was in has no bag',
    'web/1',
    db,
    'database/9',
    'cannot read settings for unit "database/9" in relation "web:db database:db": unit "database/9": settings not found',
    writing,
  ],
])('on Juju 3.6 %s', async (_rule, unit, id, entity, reads, writes) => {
  const model = await relatedModel('3.6');
  const { relations } = contextOf(model, unit);
  expect(refusal(() => relations.get(id, entity))).toBe(reads);
  expect(refusal(() => relations.set(id, entity, { a: '1' }))).toBe(writes);
});

test.each([
  ['a unit that does not lead reads the bag of its application', 'web/1', db, 'web', ''],
  [
    'an application that is not related is refused',
    'web/1',
    peers,
    'database',
    'application not found in relation',
  ],
  ['so is one that is not there', 'web/1', db, 'nobody', 'getting application "nobody" not found'],
  ['and a unit that never was in', 'web/1', db, 'database/9', 'relation unit not found'],
  ['or is of another application', 'web/1', peers, 'database/0', 'relation unit not found'],
])('on Juju 4.0 %s', async (_rule, unit, id, entity, reads) => {
  const model = await relatedModel('4.0');
  expect(refusal(() => contextOf(model, unit).relations.get(id, entity))).toBe(reads);
});

test.each([
  ['3.6', { 'egress-subnets': '10.0.0.2/32', 'ingress-address': '10.0.0.2', 'private-address': '10.0.0.2' }],
  ['4.0', { 'egress-subnets': '10.0.0.2/32', 'ingress-address': '10.0.0.2' }],
] as const)('on Juju %s a unit’s bag says from the beginning where the unit is', async (juju, bag) => {
  const model = await relatedModel(juju);
  expect(contextOf(model, 'web/0').relations.get(db, 'web/0')).toEqual(bag);
});

test.each([
  ['3.6', 'elsewhere', 'here'],
  ['4.0', '10.0.0.2', '10.0.0.2'],
] as const)(
  'on Juju %s a charm may say so otherwise as far as Juju lets it',
  async (juju, now, refreshed) => {
    const model = await relatedModel(juju);
    const bag = () => contextOf(model, 'web/0').relations.get(db, 'web/0')['ingress-address'];
    inHook(model, 'web/0', ({ relations }) => relations.set(db, 'web/0', { 'ingress-address': 'elsewhere' }));
    expect(bag()).toBe(now);
    const changing = contextOf(model, 'web/0', { kind: 'config-changed' });
    changing.flush();
    expect(bag()).toBe('10.0.0.2');
    const both = contextOf(model, 'web/0', { kind: 'config-changed' });
    both.relations.set(db, 'web/0', { 'ingress-address': 'here' });
    both.flush();
    expect(bag()).toBe(refreshed);
  },
);

test('what a unit said is seen anew when its relation-changed runs, and not before', async () => {
  const model = await relatedModel();
  model.unit('database/0').local.relations.get(db)?.members.set('web/0', 0);
  const read = (kind: 'update-status' | 'relation-changed') => {
    const hook = kind === 'update-status' ? { kind } : { kind, relationId: db, remoteUnit: 'web/0' };
    return contextOf(model, 'database/0', hook).relations.get(db, 'web/0')['n'];
  };
  inHook(model, 'web/0', ({ relations }) => relations.set(db, 'web/0', { n: '1' }));
  expect(read('update-status')).toBe('1');
  inHook(model, 'web/0', ({ relations }) => relations.set(db, 'web/0', { n: '2' }));
  expect(read('update-status')).toBe('1');
  expect(read('relation-changed')).toBe('2');
  expect(read('update-status')).toBe('2');
});

test('one hook sees another’s bag as it was at its first look', async () => {
  const model = await relatedModel();
  const context = contextOf(model, 'web/1');
  expect(context.relations.get(db, 'database')).toEqual({});
  inHook(model, 'database/0', ({ relations }) => relations.set(db, 'database', { n: '1' }));
  expect(context.relations.get(db, 'database')).toEqual({});
  expect(contextOf(model, 'web/1').relations.get(db, 'database')).toEqual({ n: '1' });
});

test('relations are listed by endpoint, with the units that a hook has told of', async () => {
  const model = await relatedModel();
  model.unit('web/0').local.relations.get(db)?.members.set('database/0', 0);
  expect(contextOf(model, 'web/0').relations.ids('db')).toEqual([db]);
  expect(contextOf(model, 'web/0').relations.units(db)).toEqual(['database/0']);
  const joining = { kind: 'relation-joined', relationId: db, remoteUnit: 'database/1' } as const;
  expect(contextOf(model, 'web/0', joining).relations.units(db)).toEqual(['database/0', 'database/1']);
  const departing = { kind: 'relation-departed', relationId: db, remoteUnit: 'database/0' } as const;
  expect(contextOf(model, 'web/0', departing).relations.units(db)).toEqual([]);
  const { relations } = contextOf(model, 'web/0');
  expect([relations.remoteApplication(db), relations.remoteApplication(peers)]).toEqual(['database', 'web']);
  expect([relations.modelUuid(db), relations.endpoint(db)]).toEqual([model.uuid, 'db']);
  expect([relations.has(db), relations.has(9)]).toEqual([true, false]);
  expect(() => relations.get(9, 'web')).toThrow('relation not found');
});

test.each(series)('on Juju %s a relation that only waits to be broken is not listed', async (juju) => {
  const model = await relatedModel(juju);
  const relation = model.relations.get(db);
  const memory = model.unit('web/0').local.relations.get(db);
  if (relation === undefined || memory === undefined) throw new Error('the scene has no such relation');
  memory.members.set('database/0', 0);
  relation.life = 'dying';
  const departing = { kind: 'relation-departed', relationId: db, remoteUnit: 'database/0' } as const;
  expect(contextOf(model, 'web/0', departing).relations.ids('db')).toEqual([db]);
  memory.members.clear();
  expect(contextOf(model, 'web/0').relations.ids('db')).toEqual([]);
  relation.life = 'alive';
  relation.suspended = true;
  expect(contextOf(model, 'web/0').relations.ids('db')).toEqual([]);
});
