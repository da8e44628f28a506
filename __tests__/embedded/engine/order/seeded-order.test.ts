import { commitOperation } from '../../../../src/embedded/engine/commit-operation';
import type { LocalState } from '../../../../src/embedded/engine/local-state';
import { drawsOf } from '../../../../src/embedded/engine/order/draws';
import { SeededOrder } from '../../../../src/embedded/engine/order/seeded-order';
import type { RemoteState } from '../../../../src/embedded/engine/remote-state';
import { fresh, inWords, memory, relation, started, world } from '../../../support/embedded-domain-unit';

/** All that a unit does until it is at rest, in the order of a seed. */
function ran(seed: number, local: LocalState, remote: RemoteState): string[] {
  const order = new SeededOrder(drawsOf(seed));
  const done: string[] = [];
  for (let count = 0; count < 50; count += 1) {
    const operation = order.next(local, remote);
    if (operation === undefined || operation.kind === 'wait' || operation.kind === 'terminate') return done;
    if (operation.kind === 'run-hook') order.begins(operation.hook);
    done.push(inWords(operation));
    commitOperation(local, operation, remote);
  }
  throw new Error(`no end: ${done.join(', ')}`);
}

/** The orders that a hundred seeds give, each once. */
function orders(make: () => readonly [LocalState, RemoteState]): string[] {
  const all = Array.from({ length: 100 }, (_, seed) =>
    ran(seed, ...make())
      .filter((operation) => operation !== 'update-status')
      .join(', '),
  );
  return [...new Set(all)].toSorted();
}

test('what Juju fixes is the same in each order', () => {
  const db = relation({ units: { 'db/0': 1, 'db/1': 1 } });
  expect(orders(() => [fresh(), world({ relations: [db] })])).toEqual([
    'install, enter-scope, relation-created db, config-changed, start, relation-joined db/0, relation-changed db/0, ' +
      'relation-joined db/1, relation-changed db/1',
  ]);
});

test('relations come in any order, peers always last', () => {
  const relations = [
    relation({ id: 1, remoteApplication: 'db', units: { 'db/0': 1 }, applications: new Map() }),
    relation({ id: 2, remoteApplication: 'cache', units: { 'cache/0': 1 }, applications: new Map() }),
    relation({ id: 3, peer: true, remoteApplication: 'web', units: { 'web/1': 1 }, applications: new Map() }),
  ];
  const known = () => new Map([1, 2, 3].map((id) => [id, memory()]));
  const all = orders(() => [started({ relations: known() }), world({ relations })]);
  const peers = 'relation-joined web/1, relation-changed web/1';
  expect(all).toEqual(
    [
      `relation-joined cache/0, relation-changed cache/0, relation-joined db/0, relation-changed db/0, ${peers}`,
      `relation-joined cache/0, relation-joined db/0, relation-changed cache/0, relation-changed db/0, ${peers}`,
      `relation-joined cache/0, relation-joined db/0, relation-changed db/0, relation-changed cache/0, ${peers}`,
      `relation-joined db/0, relation-changed db/0, relation-joined cache/0, relation-changed cache/0, ${peers}`,
      `relation-joined db/0, relation-joined cache/0, relation-changed cache/0, relation-changed db/0, ${peers}`,
      `relation-joined db/0, relation-joined cache/0, relation-changed db/0, relation-changed cache/0, ${peers}`,
    ].toSorted(),
  );
});

test('a new revision of a secret is told before the relation data that came with it, or after', () => {
  const consumed = new Map([['secret:one', { revision: 2, label: '' }]]);
  const all = orders(() => [
    started({
      relations: new Map([[1, memory({ 'db/0': 1 })]]),
      secretRevisions: new Map([['secret:one', 1]]),
    }),
    world({ consumed, relations: [relation({ units: { 'db/0': 2 } })] }),
  ]);
  expect(all).toEqual([
    'relation-changed db/0, secret-changed secret:one 2',
    'secret-changed secret:one 2, relation-changed db/0',
  ]);
});

test('config, actions and obsolete secrets may be heard of late; each once', () => {
  const all = orders(() => [
    started({ configHash: 'old', relations: new Map([[1, memory({ 'db/0': 1 })]]) }),
    world({ obsolete: new Map([['secret:one', [1]]]), relations: [relation({ units: { 'db/0': 2 } })] }),
  ]);
  for (const order of all) {
    expect(order.split(', ').toSorted()).toEqual([
      'config-changed',
      'relation-changed db/0',
      'secret-remove secret:one 1',
    ]);
  }
  expect(all.length).toBeGreaterThan(2);
});

test('storage of a pod is attached before its config is told, or after start; that of a machine before install', () => {
  const storage = [{ id: 'data/0', life: 'alive' as const, attached: true }];
  expect(orders(() => [fresh(), world({ storage, modelType: 'caas' })])).toEqual([
    'install, config-changed, start, storage-attached data/0',
    'install, storage-attached data/0, config-changed, start',
  ]);
  expect(orders(() => [fresh(), world({ storage })])).toEqual([
    'storage-attached data/0, install, config-changed, start',
  ]);
});

test('update-status comes when nothing else is to do, now and then, and once', () => {
  const make = (): [LocalState, RemoteState] => [started({ configHash: 'old' }), world()];
  const all = new Set(Array.from({ length: 100 }, (_, seed) => ran(seed, ...make()).join(', ')));
  expect([...all].toSorted()).toEqual(['config-changed', 'config-changed, update-status']);
});

test('a unit that goes is told nothing late, or it would be gone before', () => {
  const dying = world({ life: 'dying', actions: ['1'] });
  for (let seed = 0; seed < 20; seed += 1) {
    const first = new SeededOrder(drawsOf(seed)).next(started(), dying);
    expect(inWords(first)).toBe('action 1');
  }
});
