import type { Action } from '../../../src/embedded/state/action-entities';
import { deployFixture, newState } from '../../support/embedded-domain';
import { HookContext } from '../../../src/embedded/engine/hook-context';
import { contextOf, relatedModel as related } from '../../support/embedded-hook-scene';

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

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  const juju3 = juju === '3.6';

  test('storage is listed from the beginning, and told of when it is attached', async () => {
    const model = newState(juju).addModel({ name: 'test', owner: 'admin' });
    await deployFixture(model, 'files');
    const { storage } = contextOf(model, 'files/0');
    expect([storage.list(), storage.list('data'), storage.list('cache')]).toEqual([
      ['data/0'],
      ['data/0'],
      [],
    ]);
    expect(() => storage.get('data/0')).toThrow(
      juju3
        ? 'filesystem for storage "data/0" not provisioned'
        : 'mount point for storage attachment "storage-data-0" for unit "files/0" missing',
    );
    Object.assign(model.storage.get('data/0') ?? {}, { attached: true });
    expect(storage.get('data/0')).toEqual({ kind: 'filesystem', location: '/srv/data' });
    expect(() => storage.get('data/9')).toThrow(
      juju3 ? 'storage attachment data/9:files/0 not found' : 'storage instance "data/9" not found',
    );
  });

  test('storage is asked for, and refused when the hook ends', async () => {
    const model = newState(juju).addModel({ name: 'test', owner: 'admin' });
    await deployFixture(model, 'files');
    const adding = (name: string, ...counts: number[]) => {
      const context = contextOf(model, 'files/0');
      for (const count of counts) context.storage.add(name, count);
      context.state.set('said', name);
      return () => context.flush();
    };
    const add = adding('cache', 1, 1);
    expect(model.storage.size).toBe(1);
    add();
    expect([...model.storage.keys()]).toEqual(['data/0', 'cache/1', 'cache/2']);
    const doing = (name: string) =>
      juju3
        ? `adding storage ${name} for unit-files-0: `
        : `preparing storage additions: preparing storage add "${name}" for unit "files/0": `;
    expect(adding('cache', 1)).toThrow(
      doing('cache') +
        (juju3
          ? 'attaching 1 storage instance brings the total to 3, exceeding the maximum of 2'
          : 'storage directive "cache" request count 3 exceeds the charm\'s maximum count of 2'),
    );
    expect(adding('x', 1)).toThrow(
      doing('x') + (juju3 ? 'storage "x" not found' : 'storage name "x" not supported by charm'),
    );
    expect(model.unit('files/0').state.get('said')).toBe('cache');
  });
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
