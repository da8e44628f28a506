import type { OperationRow } from '../../support/embedded-domain-unit';
import { fresh, inWords, memory, relation, run, started, world } from '../../support/embedded-domain-unit';
import { nextOperation } from '../../../src/embedded/engine/next-operation';

const queued = (kind: 'config-changed' | 'start' | 'leader-elected') =>
  ({ step: 'queued', info: { kind } }) as const;
const failed = { step: 'failed', info: { kind: 'config-changed' } } as const;
const db = relation({ units: { 'db/0': 1 } });
const known = new Map([[1, memory({ 'db/0': 1 })]]);

const rows: readonly OperationRow[] = [
  // Life.
  ['a unit that is dead ends', started(), world({ life: 'dead' }), 'terminate'],
  ['a unit that has run remove ends', started({ removed: true }), world({ life: 'dying' }), 'terminate'],
  ['a unit that is up and wanted for nothing is idle', started(), world(), 'idle'],
  ['a dying unit that never ran ends at once', fresh(), world({ life: 'dying' }), 'terminate'],
  ['a dying unit stops', started(), world({ life: 'dying' }), 'stop'],
  [
    'a dying unit that has stopped is removed',
    started({ stopped: true }),
    world({ life: 'dying' }),
    'remove',
  ],
  [
    'a dying unit that was only installed is removed',
    fresh({ installed: true }),
    world({ life: 'dying' }),
    'remove',
  ],
  [
    'a dying unit breaks its relations before it stops',
    started({ relations: known }),
    world({ life: 'dying', relations: [db] }),
    'relation-departed db/0 (web/0 departs)',
  ],
  [
    'a dying principal lets its subordinates go first',
    started(),
    world({ life: 'dying', aliveSubordinates: ['logger/0'] }),
    'destroy-subordinates',
  ],
  // The beginning.
  ['a new unit installs', fresh(), world(), 'install'],
  [
    'install comes before relations, leadership and config',
    fresh(),
    world({ leader: true, relations: [db] }),
    'install',
  ],
  ['config that has changed is told', started({ configHash: 'old' }), world(), 'config-changed'],
  [
    'addresses that have changed are told as config',
    started({ addressesHash: 'old' }),
    world(),
    'config-changed',
  ],
  [
    'what is queued comes before config',
    started({ hook: queued('start'), configHash: 'old' }),
    world(),
    'start',
  ],
  // Leadership.
  [
    'leadership is accepted when nothing is in progress',
    started(),
    world({ leader: true }),
    'accept-leadership',
  ],
  ['leadership is not accepted before install', fresh(), world({ leader: true }), 'install'],
  ['leadership is not accepted in an error', started({ hook: failed }), world({ leader: true }), 'idle'],
  [
    'leadership is not accepted while a hook is queued',
    started({ hook: queued('start') }),
    world({ leader: true }),
    'start',
  ],
  ['leadership is accepted once', started({ leader: true }), world({ leader: true }), 'idle'],
  ['leadership that is gone is resigned', started({ leader: true }), world(), 'resign-leadership'],
  [
    'leadership is resigned in an error too',
    started({ leader: true, hook: failed }),
    world(),
    'resign-leadership',
  ],
  [
    'a dying leader resigns',
    started({ leader: true }),
    world({ leader: true, life: 'dying' }),
    'resign-leadership',
  ],
  ['a dying unit does not accept leadership', started(), world({ leader: true, life: 'dying' }), 'stop'],
  // Errors.
  [
    'a failed hook waits',
    started({ hook: failed, configHash: 'old' }),
    world({ relations: [db], updateStatusVersion: 1 }),
    'idle',
  ],
  [
    'a failed hook is retried when it is time',
    started({ hook: failed }),
    world({ retryVersion: 1 }),
    'config-changed',
  ],
  [
    'a failed hook is not retried twice for one time',
    started({ hook: failed, retryVersion: 1 }),
    world({ retryVersion: 1 }),
    'idle',
  ],
  [
    'resolved runs a failed hook again',
    started({ hook: failed }),
    world({ resolved: 'retry' }),
    'config-changed',
  ],
  [
    'resolved without retry skips a failed hook',
    started({ hook: failed }),
    world({ resolved: 'no-retry' }),
    'skip config-changed',
  ],
  ['a dying unit in error stays in error', started({ hook: failed }), world({ life: 'dying' }), 'idle'],
  ['an action runs in an error', started({ hook: failed }), world({ actions: ['7'] }), 'action 7'],
  [
    'a forced charm is taken in an error',
    started({ hook: failed }),
    world({ charmUrl: 'local:web-1', forceCharmUpgrade: true }),
    'upgrade local:web-1',
  ],
  [
    'a charm that is not forced waits for the error to end',
    started({ hook: failed }),
    world({ charmUrl: 'local:web-1' }),
    'idle',
  ],
  // Actions.
  ['actions run oldest first', started(), world({ actions: ['3', '5'] }), 'action 3'],
  ['actions come before config', started({ configHash: 'old' }), world({ actions: ['3'] }), 'action 3'],
  ['actions come after leadership', started(), world({ actions: ['3'], leader: true }), 'accept-leadership'],
  ['actions wait for queued hooks', started({ hook: queued('start') }), world({ actions: ['3'] }), 'start'],
  ['actions wait for install', fresh(), world({ actions: ['3'] }), 'install'],
  // Charm and time.
  ['another charm is upgraded to', started(), world({ charmUrl: 'local:web-1' }), 'upgrade local:web-1'],
  ['other resources are upgraded to', started(), world({ charmModifiedVersion: 1 }), 'upgrade local:web-0'],
  [
    'an upgrade comes before config',
    started({ configHash: 'old' }),
    world({ charmUrl: 'local:web-1' }),
    'upgrade local:web-1',
  ],
  [
    'update-status comes last',
    started({ configHash: 'old' }),
    world({ updateStatusVersion: 1 }),
    'config-changed',
  ],
  [
    'update-status runs when its time has come',
    started(),
    world({ updateStatusVersion: 1 }),
    'update-status',
  ],
  [
    'update-status runs once for one time',
    started({ updateStatusVersion: 1 }),
    world({ updateStatusVersion: 1 }),
    'idle',
  ],
  // The leader's settings.
  [
    'who does not lead is told that the leader has said something else',
    started({ leaderSettingsVersion: 1 }),
    world({ leaderSettingsVersion: 2 }),
    'leader-settings-changed',
  ],
  [
    'the leader is not told what it has said',
    started({ leader: true }),
    world({ leader: true, leaderSettingsVersion: 2 }),
    'idle',
  ],
  [
    'a dying unit is not told',
    started({ stopped: true }),
    world({ life: 'dying', leaderSettingsVersion: 2 }),
    'remove',
  ],
  // Workloads.
  [
    'a container that is up is told before its notices',
    started(),
    world({ readyContainers: ['web'], notices: [{ kind: 'pebble-check-failed', workload: 'web' }] }),
    'pebble-ready web',
  ],
  [
    'a notice is told before a relation hook',
    started({ relations: known }),
    world({
      notices: [{ kind: 'pebble-custom-notice', workload: 'web' }],
      relations: [relation({ units: { 'db/0': 2 } })],
    }),
    'pebble-custom-notice web',
  ],
  [
    'a pod whose agent came up again runs start once more',
    started({ restarted: true }),
    world({ readyContainers: ['web'] }),
    'start',
  ],
  ['a container that is up is told', started(), world({ readyContainers: ['web'] }), 'pebble-ready web'],
  [
    'a container is told once',
    started({ workloads: new Set(['web']) }),
    world({ readyContainers: ['web'] }),
    'idle',
  ],
  [
    'leadership comes before workloads',
    started(),
    world({ readyContainers: ['web'], leader: true }),
    'accept-leadership',
  ],
];

test.each(rows)('%s', (_title, local, remote, expected) => {
  expect(inWords(nextOperation(local, remote))).toBe(expected);
});

test('a new unit runs the hooks of Juju in their order', () => {
  const peers = relation({
    id: 0,
    peer: true,
    remoteApplication: 'web',
    applications: new Map([['web', 0]]),
    units: { 'web/1': 0 },
  });
  const remote = world({ leader: true, relations: [peers, db] });
  expect(run(fresh(), remote)).toEqual([
    'install',
    'enter-scope',
    'enter-scope',
    'relation-created web',
    'relation-created db',
    'accept-leadership',
    'leader-elected',
    'config-changed',
    'start',
    'relation-joined db/0',
    'relation-changed db/0',
    'relation-joined web/1',
    'relation-changed web/1',
    'idle',
  ]);
});

test('a unit on Kubernetes installs before it attaches its storage', () => {
  const local = fresh();
  const storage = [{ id: 'data/0', life: 'alive', attached: true }] as const;
  expect(run(local, world({ modelType: 'caas', storage }))).toEqual([
    'install',
    'storage-attached data/0',
    'config-changed',
    'start',
    'idle',
  ]);
});

test('an upgrade runs upgrade-charm and config-changed', () => {
  expect(run(started(), world({ charmUrl: 'local:web-1', charmModifiedVersion: 1 }))).toEqual([
    'upgrade local:web-1',
    'upgrade-charm',
    'config-changed',
    'idle',
  ]);
});

test('a dying unit detaches, departs, breaks, stops and is removed', () => {
  const peers = relation({
    id: 0,
    peer: true,
    remoteApplication: 'web',
    applications: new Map(),
    units: { 'web/1': 0 },
  });
  const local = started({
    leader: true,
    relations: new Map([
      [0, memory({ 'web/1': 0 })],
      [1, memory({ 'db/0': 1, 'db/1': 1 })],
    ]),
  });
  const remote = world({
    life: 'dying',
    leader: true,
    relations: [peers, relation({ units: { 'db/0': 1, 'db/1': 1 } })],
  });
  expect(run(local, remote)).toEqual([
    'resign-leadership',
    'relation-departed db/0 (web/0 departs)',
    'relation-departed db/1 (web/0 departs)',
    'relation-broken db',
    'relation-departed web/1 (web/0 departs)',
    'stop',
    'remove',
    'terminate',
  ]);
});

test('a skipped hook counts as run: what follows it follows', () => {
  const local = fresh({ installed: true, hook: failed });
  expect(run(local, world({ resolved: 'no-retry' }))).toEqual(['skip config-changed', 'start', 'idle']);
});
