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
  ['http', 'invalid port "http": strconv.Atoi: parsing "http": invalid syntax'],
  ['65536', 'port range bounds must be between 0 and 65535, got 65536-65536'],
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
