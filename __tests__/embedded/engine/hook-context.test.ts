import type { Action } from '../../../src/embedded/state/action-entities';
import type { HookInfo } from '../../../src/embedded/engine/hook-info';
import type { Model } from '../../../src/embedded/state/model';
import { deployFixture, newState } from '../../support/embedded-domain';
import { enterScope } from '../../../src/embedded/state/scope';
import { HookContext } from '../../../src/embedded/engine/hook-context';
import { memory } from '../../support/embedded-domain-unit';

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

test('statuses are seen at once, and only those that a charm may set', async () => {
  const model = await related();
  const { status } = contextOf(model, 'web/0');
  status.setUnit('active', 'up');
  status.setApplication('blocked', 'by hand');
  expect([model.unit('web/0').workload.message, model.application('web').status.message]).toEqual([
    'up',
    'by hand',
  ]);
  expect(status.application).toMatchObject({ status: 'blocked' });
  expect(() => status.setUnit('error')).toThrow(
    'invalid status "error", expected one of [maintenance blocked waiting active]',
  );
  expect(() => contextOf(model, 'web/1').status.setApplication('active')).toThrow(
    'this unit is not the leader',
  );
  expect(() => contextOf(model, 'web/1').status.application).toThrow('this unit is not the leader');
});

test('ports are opened when the hook has succeeded, once, and not over those of a neighbour', async () => {
  const model = await related();
  model.deploy({
    application: 'neighbour',
    charmUrl: 'local:database-0',
    numUnits: 1,
    placement: [{ scope: '#', directive: '0' }],
  });
  const context = contextOf(model, 'web/0');
  for (const port of ['80', '80/tcp', '8000-8100/udp', 'icmp', '22']) context.ports.open(port);
  context.ports.close('22/tcp');
  expect(model.unit('web/0').openedPorts).toEqual([]);
  context.flush();
  expect(
    model.unit('web/0').openedPorts.map(({ fromPort, toPort, protocol }) => [fromPort, toPort, protocol]),
  ).toEqual([
    [80, 80, 'tcp'],
    [8000, 8100, 'udp'],
    [-1, -1, 'icmp'],
  ]);
  const neighbour = contextOf(model, 'neighbour/0');
  neighbour.ports.open('80/udp');
  expect(() => neighbour.ports.open('8050-9000/udp')).toThrow(
    'cannot open 8050-9000/udp (unit "neighbour/0"): port range conflicts with 8000-8100/udp (unit "web/0")',
  );
});

test.each([
  ['http', 'expected <port>[/<protocol>] or <from>-<to>[/<protocol>] or icmp; got "http"'],
  ['0', 'expected <port>[/<protocol>] or <from>-<to>[/<protocol>] or icmp; got "0"'],
  ['9-8/tcp', 'invalid port range 9-8/tcp'],
])('the port %s is refused', async (port, message) => {
  const model = await related();
  expect(() => contextOf(model, 'web/0').ports.open(port)).toThrow(message);
});

test('state is read back at once and kept when the hook has succeeded', async () => {
  const model = await related();
  const context = contextOf(model, 'web/0');
  context.state.set('a', '1');
  context.state.set('b', '2');
  context.state.delete('a');
  expect([context.state.all, context.state.get('a'), model.unit('web/0').state.size]).toEqual([
    { b: '2' },
    undefined,
    0,
  ]);
  context.flush();
  expect(contextOf(model, 'web/0').state.all).toEqual({ b: '2' });
});

test('storage is listed when it is known, and asked for within its limits', async () => {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'files');
  const attaching = contextOf(model, 'files/0', { kind: 'storage-attached', storageId: 'data/0' });
  expect(contextOf(model, 'files/0').storage.list()).toEqual([]);
  expect(attaching.storage.list('data')).toEqual(['data/0']);
  expect(attaching.storage.get('data/0')).toEqual({ kind: 'filesystem', location: '/srv/data' });
  expect(() => attaching.storage.get('data/9')).toThrow('storage "data/9" not found');
  attaching.storage.add('cache', 2);
  expect(model.storage.size).toBe(1);
  attaching.flush();
  expect([...model.storage.keys()]).toEqual(['data/0', 'cache/1', 'cache/2']);
  expect(() => contextOf(model, 'files/0').storage.add('cache')).toThrow(
    'charm "files" store "cache": at most 2 instances supported, 3 specified',
  );
  expect(() => contextOf(model, 'files/0').storage.add('x')).toThrow('charm storage "x" not found');
});

test('results of an action are merged, and their keys checked', async () => {
  const model = await related();
  const [action] = model.enqueue([{ receiver: 'web/0', name: 'wait' }]).actions;
  const { action: tools } = new HookContext({
    model,
    unit: model.unit('web/0'),
    name: 'wait',
    action: action as Action,
  });
  tools?.setResults({ 'a.b': 1, a: { c: null }, d: undefined, e: [1, 2] });
  tools?.setResults({ a: { b: 'two' }, 'd.x': true });
  expect(tools?.results).toEqual({ a: { b: 'two', c: '' }, d: { x: 'true' }, e: '[1,2]' });
  expect(() => tools?.setResults({ stdout: 'x' })).toThrow('cannot set reserved action key "stdout"');
  expect(() => tools?.setResults({ 'Not Valid': 'x' })).toThrow(
    'key "Not Valid" must start and end with lowercase alphanumeric, and contain only lowercase alphanumeric and hyphens',
  );
  tools?.fail();
  expect(tools?.failure).toBe('action failed without reason given, check action for errors');
});

test('planned units leave out those that go', async () => {
  const model = await related();
  expect(contextOf(model, 'web/0').plannedUnits).toBe(2);
  model.unit('web/1').life = 'dying';
  expect(contextOf(model, 'web/0').plannedUnits).toBe(1);
});
