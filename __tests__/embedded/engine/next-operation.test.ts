import type { LocalState } from '../../../src/embedded/engine/local-state';
import type { RemoteState } from '../../../src/embedded/engine/remote-state';
import { fresh, inWords, memory, relation, run, started, world } from '../../support/embedded-domain-unit';
import { nextOperation } from '../../../src/embedded/engine/next-operation';

type Row = readonly [title: string, local: LocalState, remote: RemoteState, expected: string];

const queued = (kind: 'config-changed' | 'start' | 'leader-elected') =>
  ({ step: 'queued', info: { kind } }) as const;
const failed = { step: 'failed', info: { kind: 'config-changed' } } as const;
const db = relation({ units: { 'db/0': 1 } });
const known = new Map([[1, memory({ 'db/0': 1 })]]);

const rows: readonly Row[] = [
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

  // Scope.
  ['a new relation is entered', started(), world({ relations: [db] }), 'enter-scope'],
  ['a relation is not entered before install', fresh(), world({ relations: [db] }), 'install'],
  ['a dying relation is not entered', started(), world({ relations: [relation({ life: 'dying' })] }), 'idle'],
  [
    'a suspended relation is not entered',
    started(),
    world({ relations: [relation({ suspended: true })] }),
    'idle',
  ],
  [
    'a relation that the charm does not have yet is not entered',
    started(),
    world({ relations: [relation({ implemented: false })] }),
    'idle',
  ],
  [
    'a principal does not enter while its old subordinate is going',
    started(),
    world({ relations: [relation({ scopeBlocked: true })] }),
    'idle',
  ],
  [
    'a dying unit enters nothing',
    started({ stopped: true }),
    world({ relations: [db], life: 'dying' }),
    'remove',
  ],
  [
    'a relation of Juju itself is left without hooks',
    started({ relations: known }),
    world({ relations: [relation({ implicit: true, life: 'dying' })] }),
    'leave-scope',
  ],
  ['a relation that is gone is forgotten', started({ relations: known }), world(), 'leave-scope'],
  [
    'a subordinate without its principal goes',
    started(),
    world({ principalApplication: 'web' }),
    'destroy-self',
  ],
  [
    'a subordinate with its principal stays',
    started({ relations: new Map([[1, memory()]]) }),
    world({ principalApplication: 'db', relations: [relation({ container: true })] }),
    'idle',
  ],
  [
    'a subordinate whose relation is dying breaks it, and goes',
    started({ relations: new Map([[1, memory()]]) }),
    world({ principalApplication: 'db', relations: [relation({ container: true, life: 'dying' })] }),
    'destroy-self',
  ],

  // Relations.
  [
    'a relation that was entered is created',
    started({ relations: new Map([[1, memory({}, { created: false })]]) }),
    world({ relations: [db] }),
    'relation-created db',
  ],
  [
    'a created relation joins its units in order',
    started({ relations: new Map([[1, memory()]]) }),
    world({ relations: [relation({ units: { 'db/10': 0, 'db/2': 0 } })] }),
    'relation-joined db/10',
  ],
  [
    'joined is followed by changed, whatever else there is',
    started({ relations: new Map([[1, memory({ 'db/0': 1 }, { changedPending: 'db/0' })]]) }),
    world({ relations: [relation({ units: { 'db/0': 2, 'db/1': 0 }, applications: new Map([['db', 5]]) })] }),
    'relation-changed db/0',
  ],
  [
    'a changed bag of a unit is told',
    started({ relations: known }),
    world({ relations: [relation({ units: { 'db/0': 2 } })] }),
    'relation-changed db/0',
  ],
  ['a bag that was seen is no news', started({ relations: known }), world({ relations: [db] }), 'idle'],
  [
    'a changed bag of an application comes before units',
    started({ relations: known }),
    world({ relations: [relation({ units: { 'db/0': 1, 'db/1': 0 }, applications: new Map([['db', 1]]) })] }),
    'relation-changed db',
  ],
  [
    'an application that never said anything is no news',
    started({ relations: known }),
    world({ relations: [db] }),
    'idle',
  ],
  [
    'a unit that is gone departs',
    started({ relations: known }),
    world({ relations: [relation()] }),
    'relation-departed db/0 (db/0 departs)',
  ],
  [
    'departed comes before joined',
    started({ relations: known }),
    world({ relations: [relation({ units: { 'db/1': 0 } })] }),
    'relation-departed db/0 (db/0 departs)',
  ],
  [
    'when its application goes, the unit itself departs',
    started({ relations: known }),
    world({ applicationLife: 'dying', relations: [relation({ life: 'dying', units: { 'db/0': 1 } })] }),
    'relation-departed db/0 (web/0 departs)',
  ],
  [
    'a dying relation departs its units',
    started({ relations: known }),
    world({ relations: [relation({ life: 'dying', units: { 'db/0': 1 } })] }),
    'relation-departed db/0 (db/0 departs)',
  ],
  [
    'a dying relation without units is broken',
    started({ relations: new Map([[1, memory()]]) }),
    world({ relations: [relation({ life: 'dying' })] }),
    'relation-broken db',
  ],
  [
    'a suspended relation is broken',
    started({ relations: new Map([[1, memory()]]) }),
    world({ relations: [relation({ suspended: true })] }),
    'relation-broken db',
  ],
  [
    'a peer relation is never broken',
    started({ relations: new Map([[1, memory()]]) }),
    world({ life: 'dying', relations: [relation({ peer: true })] }),
    'stop',
  ],
  [
    'peers come after the others',
    started({
      relations: new Map([
        [1, memory()],
        [2, memory()],
      ]),
    }),
    world({
      relations: [
        relation({ peer: true, units: { 'web/1': 0 }, remoteApplication: 'web', applications: new Map() }),
        relation({ id: 2, units: { 'db/0': 0 } }),
      ],
    }),
    'relation-joined db/0',
  ],
  [
    'a relation of Juju itself has no hooks',
    started({ relations: new Map([[1, memory()]]) }),
    world({ relations: [relation({ implicit: true, units: { 'db/0': 0 } })] }),
    'idle',
  ],

  // Storage.
  [
    'on machines storage comes before install',
    fresh(),
    world({ storage: [{ id: 'data/0', life: 'alive', attached: true }] }),
    'storage-attached data/0',
  ],
  [
    'on machines install waits for storage',
    fresh(),
    world({ storage: [{ id: 'data/0', life: 'alive', attached: false }] }),
    'wait',
  ],
  [
    'on Kubernetes install does not wait for storage',
    fresh(),
    world({ modelType: 'caas', storage: [{ id: 'data/0', life: 'alive', attached: false }] }),
    'install',
  ],
  [
    'on Kubernetes storage waits for start',
    fresh({ installed: true, hook: queued('start') }),
    world({ modelType: 'caas', storage: [{ id: 'data/0', life: 'alive', attached: true }] }),
    'start',
  ],
  [
    'on machines later storage does not push itself before queued hooks',
    fresh({ installed: true, hook: queued('start') }),
    world({ storage: [{ id: 'data/0', life: 'alive', attached: true }] }),
    'start',
  ],
  [
    'storage that was added later is told',
    started(),
    world({ storage: [{ id: 'data/1', life: 'alive', attached: true }] }),
    'storage-attached data/1',
  ],
  [
    'later storage that is not there yet holds nothing up',
    started({ configHash: 'old' }),
    world({ storage: [{ id: 'data/1', life: 'alive', attached: false }] }),
    'config-changed',
  ],
  [
    'dying storage is detached',
    started({ storage: new Set(['data/0']) }),
    world({ storage: [{ id: 'data/0', life: 'dying', attached: true }] }),
    'storage-detaching data/0',
  ],
  [
    'a dying unit detaches its storage first',
    started({ storage: new Set(['data/0']), relations: known }),
    world({ life: 'dying', relations: [db], storage: [{ id: 'data/0', life: 'alive', attached: true }] }),
    'storage-detaching data/0',
  ],
  [
    'dying storage that the charm does not know is forgotten',
    started(),
    world({ storage: [{ id: 'data/0', life: 'dying', attached: false }] }),
    'forget-storage',
  ],

  // Secrets.
  [
    'a new revision of a secret is told',
    started({ secretRevisions: new Map([['secret:a', 1]]) }),
    world({ consumed: new Map([['secret:a', { revision: 2, label: 'pw' }]]) }),
    'secret-changed secret:a 2',
  ],
  [
    'a known revision is no news',
    started({ secretRevisions: new Map([['secret:a', 2]]) }),
    world({ consumed: new Map([['secret:a', { revision: 2, label: '' }]]) }),
    'idle',
  ],
  [
    'an obsolete revision is told to its owner',
    started(),
    world({ obsolete: new Map([['secret:a', [1, 2]]]) }),
    'secret-remove secret:a 1',
  ],
  [
    'an obsolete revision is told once',
    started({ obsoleteRevisions: new Map([['secret:a', [1]]]) }),
    world({ obsolete: new Map([['secret:a', [1, 2]]]) }),
    'secret-remove secret:a 2',
  ],
  [
    'expired comes before rotate, rotate before changed',
    started(),
    world({
      expired: [{ uri: 'secret:a', revision: 3 }],
      rotations: ['secret:b'],
      consumed: new Map([['secret:c', { revision: 1, label: '' }]]),
    }),
    'secret-expired secret:a 3',
  ],
  [
    'rotate comes before changed',
    started(),
    world({ rotations: ['secret:b'], consumed: new Map([['secret:c', { revision: 1, label: '' }]]) }),
    'secret-rotate secret:b',
  ],
  [
    'a secret that is gone is forgotten',
    started({ secretRevisions: new Map([['secret:a', 1]]) }),
    world(),
    'forget-secrets',
  ],
  ['secrets wait for install', fresh(), world({ rotations: ['secret:b'] }), 'install'],
  [
    'secrets come before actions',
    started(),
    world({ rotations: ['secret:b'], actions: ['1'] }),
    'secret-rotate secret:b',
  ],
  [
    'a dying unit hears of no secrets',
    started({ stopped: true }),
    world({ rotations: ['secret:b'], life: 'dying' }),
    'remove',
  ],

  // Workloads.
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
