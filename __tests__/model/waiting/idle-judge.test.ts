import type { WaitForIdleOptions } from '../../../src/model/waiting/idle-options';
import { judged, Looks, missing } from '../../support/model-judge';
import type { ApplicationSketch, Sketch, UnitSketch } from '../../support/model-status';

const idle: UnitSketch = {};
const busy: UnitSketch = {
  agent: 'executing',
  agentMessage: 'running start hook',
  workload: 'maintenance',
  message: 'starting',
};
const failed: UnitSketch = { workload: 'error', message: 'hook failed: "install"' };
const web = (units: readonly UnitSketch[], more: ApplicationSketch = {}): Sketch => ({
  applications: { web: { units, ...more } },
});

test('an empty model is idle at once', () => {
  expect(new Looks().at(0, {}).done).toBe(true);
});

test('a model that is being destroyed is never idle, however empty it is', () => {
  const { done, failure } = new Looks({ raiseOnError: false }).look(0, { model: 'destroying' });

  expect(done).toBe(false);
  expect(failure).toMatchObject({
    kind: 'model',
    entities: [{ entity: 'one', why: 'the model is being destroyed' }],
  });
});

test('a named application that is not there is missing, also from an empty model', () => {
  const judgement = judged({}, { apps: 'x' });

  expect(judgement.done).toBe(false);
  expect(missing(judgement)).toEqual(['x: is not in the model (missing)']);
});

test.each(['waitForExactUnits', 'waitForAtLeastUnits'])(
  'an application that %s names is waited for, though apps does not name it, and it is not there',
  (option) => {
    const wanted = ['web: is not in the model (missing)'];

    expect(missing(judged({}, { [option]: { web: 2 } }))).toEqual(wanted);
    const judgement = judged({ applications: { db: { units: [idle] } } }, { [option]: { web: 2 } });
    expect(judgement.done).toBe(false);
    expect(missing(judgement)).toEqual(['web: is not in the model (missing). It has: db.']);
  },
);

test('one look is not enough: everything has to stay idle for the period', () => {
  const looks = new Looks({ idlePeriod: '15s' });

  expect(looks.look(0, web([idle]))).toMatchObject({ done: false, againInMs: 15_000 });
  expect(missing(looks.look(14, web([idle])))).toEqual(['web: idle for 14s, want 15s']);
  expect(looks.look(15, web([idle])).done).toBe(true);
});

test('who wants no idle period is content with one look', () => {
  expect(new Looks({ idlePeriod: 0 }).look(0, web([idle])).done).toBe(true);
});

test('a period that the time scale makes nothing of still takes a second look', () => {
  const looks = new Looks({}, Infinity);

  expect(looks.look(0, web([idle]))).toMatchObject({ done: false, againInMs: 0 });
  expect(looks.look(0.001, web([idle])).done).toBe(true);
});

test('the idle period is of all together: one that is late delays the end for all', () => {
  const looks = new Looks({ idlePeriod: '15s' });
  looks.at(0, { web: { units: [idle] }, db: { units: [busy] } });
  looks.at(10, { web: { units: [idle] }, db: { units: [{ since: 9 }] } });

  expect(looks.at(20, { web: { units: [idle] }, db: { units: [{ since: 9 }] } }).done).toBe(false);
  expect(looks.at(25, { web: { units: [idle] }, db: { units: [{ since: 9 }] } }).done).toBe(true);
});

test('an agent that was busy between two looks starts the idle period anew', () => {
  const looks = new Looks({ idlePeriod: '15s' });
  looks.look(0, web([{ since: -100 }]));
  looks.look(10, web([{ since: 7 }]));

  expect(looks.look(16, web([{ since: 7 }])).done).toBe(false);
  expect(looks.look(25, web([{ since: 7 }])).done).toBe(true);
});

test('a unit that comes, or goes, starts the idle period anew', () => {
  const looks = new Looks({ idlePeriod: '15s' });
  looks.look(0, web([idle, idle]));
  looks.look(10, web([idle]));

  expect(looks.look(16, web([idle])).done).toBe(false);
  expect(looks.look(25, web([idle])).done).toBe(true);
});

test('the charm that sets its status now and then, as update-status does, is idle all the same', () => {
  const looks = new Looks({ idlePeriod: '15s' });
  looks.look(0, web([{ message: 'one' }]));
  looks.look(8, web([{ message: 'two' }]));

  expect(looks.look(15, web([{ message: 'three' }])).done).toBe(true);
});

describe('a unit is not idle', () => {
  const rows: [string, UnitSketch, WaitForIdleOptions, string][] = [
    [
      'while its agent is busy',
      busy,
      {},
      'agent executing for 1h1m (running start hook); workload maintenance: starting',
    ],
    [
      'while it waits for its machine',
      { agent: 'allocating', workload: 'waiting', message: 'waiting for machine' },
      {},
      'waiting for machine: its charm has not run yet',
    ],
    [
      'before its charm was installed, though its agent looks idle',
      { workload: 'waiting', message: 'installing agent' },
      {},
      'installing agent: its charm has not run yet',
    ],
    [
      'before its agent knows the charm',
      { workload: 'waiting', message: 'agent initialising' },
      {},
      'agent initialising: its charm has not run yet',
    ],
    [
      'when its agent is lost',
      { agent: 'lost', workload: 'unknown' },
      {},
      'agent lost for 1h1m; workload unknown',
    ],
    [
      'when a hook failed, even where errors are not raised',
      failed,
      { raiseOnError: false },
      'hook failed: "install"',
    ],
    [
      'with another status than wanted',
      { workload: 'blocked', message: 'no database' },
      { status: 'active' },
      'workload is "blocked", want "active": no database',
    ],
    [
      'with none of several statuses',
      { workload: 'blocked' },
      { status: ['active', 'unknown'] },
      'workload is "blocked", want "active" or "unknown"',
    ],
    ['while it is being removed', { life: 'dying' }, {}, 'is being removed'],
    [
      'before an upgrade of its charm has reached it',
      { charm: 'local:web-7' },
      {},
      'still has the charm local:web-7',
    ],
  ];

  test.each(rows)('%s', (_, unit, options, why) => {
    const judgement = judged(web([idle, unit]), options);

    expect(judgement.done).toBe(false);
    expect(missing(judgement)).toEqual([`web/1: ${why}`]);
  });

  test('while its machine is down', () => {
    const sketch = { ...web([{ machine: '0' }]), machines: { '0': { agent: 'down' } } };

    expect(missing(judged(sketch))).toEqual(['web/0: machine 0 is down']);
  });
});

describe('a unit is idle', () => {
  test.each<[string, UnitSketch, WaitForIdleOptions]>([
    ['when its charm waits for something of its own', { workload: 'waiting', message: 'for the leader' }, {}],
    ['when its charm is blocked, and no status is wanted', { workload: 'blocked' }, {}],
    ['when its charm never said anything', { workload: 'unknown' }, {}],
    ['in error, where that is what is waited for', failed, { status: 'error' }],
    ['with one of several statuses', { workload: 'blocked' }, { status: ['active', 'blocked'] }],
  ])('%s', (_, unit, options) => {
    expect(judged(web([unit], { status: unit.workload ?? 'active' }), options).done).toBe(true);
  });
});

describe('an application is not idle', () => {
  const rows: [string, Sketch, WaitForIdleOptions, string[]][] = [
    [
      'without units',
      web([]),
      {},
      ['web: 0 units, want ≥ 1 (a subordinate has none before it is related to a principal)'],
    ],
    [
      'without units on Kubernetes, where the scale says why',
      { type: 'caas', ...web([], { scale: 0 }) },
      {},
      ['web: 0 units, want ≥ 1 (its scale is 0)'],
    ],
    ['while it is being removed', web([idle], { life: 'dying' }), {}, ['web: is being removed']],
    [
      'with fewer units than its scale',
      { type: 'caas', ...web([idle, idle], { scale: 3 }) },
      {},
      ['web: 2 units, but its scale is 3'],
    ],
    [
      'with more units than its scale, after it was scaled down',
      { type: 'caas', ...web([idle, idle], { scale: 1 }) },
      {},
      ['web: 2 units, but its scale is 1'],
    ],
    [
      'with another status of its own, though its units have the wanted one',
      web([idle], { status: 'waiting', message: 'for the cluster' }),
      { status: 'active' },
      ['web: app status is "waiting", want "active": for the cluster'],
    ],
    [
      'when the controller cannot tell of it',
      web([idle], { error: 'charm not found' }),
      {},
      ['web: charm not found'],
    ],
    [
      'with one unit of two units wanted',
      web([idle]),
      { waitForExactUnits: 2 },
      ['web: 1 unit, want exactly 2'],
    ],
    [
      'with three units of two units wanted',
      web([idle, idle, idle]),
      { waitForExactUnits: { web: 2 } },
      ['web: 3 units, want exactly 2'],
    ],
    ['with a unit of none wanted', web([idle]), { waitForExactUnits: 0 }, ['web: 1 unit, want exactly 0']],
    [
      'with two ready units of three that are wanted at least',
      web([idle, idle]),
      { waitForAtLeastUnits: 3 },
      ['web: 2 of its units are ready, want ≥ 3'],
    ],
    [
      'with one of two wanted units ready',
      web([idle, busy]),
      { waitForAtLeastUnits: 2 },
      [
        'web: 1 of its units are ready, want ≥ 2',
        'web/1: agent executing for 1h1m (running start hook); workload maintenance: starting',
      ],
    ],
    [
      'with the exact units, but one of them busy',
      web([idle, busy]),
      { waitForExactUnits: 2 },
      ['web/1: agent executing for 1h1m (running start hook); workload maintenance: starting'],
    ],
  ];

  test.each(rows)('%s', (_, sketch, options, expected) => {
    const judgement = judged(sketch, options);

    expect(judgement.done).toBe(false);
    expect(missing(judgement)).toEqual(expected);
  });

  test('before each unit of its principal carries one of a subordinate', () => {
    const sketch = {
      applications: {
        web: { units: [{ subordinates: { 'agent/0': {} } }, {}] },
        agent: { subordinateTo: ['web'] },
      },
    };

    expect(missing(judged(sketch, { apps: 'agent' }))).toEqual(['agent: not there yet on web/1']);
  });
});

describe('an application is idle', () => {
  test.each<[string, Sketch, WaitForIdleOptions]>([
    ['with exactly the wanted units', web([idle, idle]), { waitForExactUnits: 2 }],
    [
      'with no units, where none are wanted',
      web([], { status: 'unknown' }),
      { waitForExactUnits: 0, status: 'active' },
    ],
    ['with more units than are wanted at least', web([idle, idle]), { waitForAtLeastUnits: 1 }],
    ['with enough ready units, whatever the others do', web([idle, busy]), { waitForAtLeastUnits: 1 }],
    [
      'with enough ready units, whatever its own status',
      web([idle], { status: 'waiting' }),
      { waitForAtLeastUnits: 1, status: 'active' },
    ],
    ['with the wanted status', web([idle]), { status: 'active' }],
    ['whatever its own status, where none is wanted', web([idle], { status: 'waiting' }), {}],
    [
      'as a subordinate that is on each unit of its principal',
      {
        applications: {
          web: { units: [{ subordinates: { 'agent/0': {} } }] },
          agent: { subordinateTo: ['web'] },
        },
      },
      { apps: 'agent' },
    ],
  ])('%s', (_, sketch, options) => {
    expect(judged(sketch, options).done).toBe(true);
  });
});

test('only the named applications matter', () => {
  const sketch = { applications: { web: { units: [idle] }, db: { units: [failed] } } };

  expect(judged(sketch, { apps: ['web'] }).done).toBe(true);
});

test('without names, all applications of each status matter: those that came later, and no more those that went', () => {
  const looks = new Looks({ idlePeriod: '1s' });
  looks.at(0, { web: { units: [idle] }, old: { units: [busy] } });

  expect(looks.at(5, { web: { units: [idle] }, new: { units: [busy] } }).done).toBe(false);
  looks.at(6, { web: { units: [idle] } });
  expect(looks.at(7, { web: { units: [idle] } }).done).toBe(true);
});

describe('so many units at least', () => {
  test('are counted for each application, in whatever order', () => {
    const options = { waitForAtLeastUnits: 2 };
    const enough = { units: [idle, idle, idle] };
    const few = { units: [idle] };

    expect(missing(judged({ applications: { a: enough, b: few } }, options))).toEqual([
      'b: 1 of its units are ready, want ≥ 2',
    ]);
    expect(missing(judged({ applications: { a: few, b: enough } }, options))).toEqual([
      'a: 1 of its units are ready, want ≥ 2',
    ]);
  });

  test('may be wanted of some applications only', () => {
    const sketch = { applications: { web: { units: [idle, busy] }, db: { units: [idle, busy] } } };

    const judgement = judged(sketch, { waitForAtLeastUnits: { web: 1 } });

    expect(missing(judgement)).toEqual([
      'db/1: agent executing for 1h1m (running start hook); workload maintenance: starting',
    ]);
  });

  test('must be ready now: one that was ready once does not count', () => {
    const looks = new Looks({ waitForAtLeastUnits: 2, idlePeriod: '5s' });
    looks.look(0, web([idle, busy]));

    expect(looks.look(20, web([busy, idle])).done).toBe(false);
  });

  test('must each have been idle for the whole period', () => {
    const looks = new Looks({ waitForAtLeastUnits: 1, idlePeriod: '15s' });
    looks.look(0, web([idle, busy]));
    looks.look(10, web([busy, { since: 9 }]));

    expect(looks.look(15, web([busy, { since: 9 }])).done).toBe(false);
    expect(looks.look(25, web([busy, { since: 9 }])).done).toBe(true);
  });

  test('do not stop the errors of the others from being raised', () => {
    const sketch = { applications: { a: { units: [idle] }, b: { units: [failed] } } };

    expect(judged(sketch, { waitForAtLeastUnits: 1 }).failure).toMatchObject({ kind: 'unit' });
  });
});

test('no units, where none are wanted, must last for the period too', () => {
  const looks = new Looks({ waitForExactUnits: 0, idlePeriod: '15s' });
  looks.look(0, web([]));

  expect(looks.look(14, web([])).done).toBe(false);
  expect(looks.look(15, web([])).done).toBe(true);
});

describe('a failure is raised', () => {
  const rows: [string, Sketch, WaitForIdleOptions, object][] = [
    [
      'for a unit whose hook failed',
      web([idle, failed]),
      {},
      { kind: 'unit', state: 'error', entities: [{ entity: 'web/1', why: 'hook failed: "install"' }] },
    ],
    [
      'for a failed agent',
      web([{ agent: 'failed', agentMessage: 'no resolver' }]),
      {},
      { kind: 'agent', state: 'error', entities: [{ entity: 'web/0', why: 'no resolver' }] },
    ],
    [
      'for an application in error',
      web([idle], { status: 'error', message: 'broken' }),
      {},
      { kind: 'application', state: 'error', entities: [{ entity: 'web', why: 'broken' }] },
    ],
    [
      'for a machine in error',
      { ...web([{ machine: '0' }]), machines: { '0': { instance: 'error', message: 'gone' } } },
      {},
      { kind: 'machine', state: 'error', entities: [{ entity: '0', why: 'gone' }] },
    ],
    [
      'for a machine that could not be provisioned',
      {
        ...web([{ machine: '0', agent: 'allocating' }]),
        machines: { '0': { agent: 'pending', instance: 'provisioning error', message: 'no quota' } },
      },
      {},
      { kind: 'machine', state: 'error', entities: [{ entity: '0', why: 'no quota' }] },
    ],
    [
      "for the host of a unit's container",
      {
        ...web([{ machine: '0/lxd/0' }]),
        machines: { '0': { instance: 'error', containers: { '0/lxd/0': {} } } },
      },
      {},
      { kind: 'machine', entities: [{ entity: '0', why: 'error' }] },
    ],
    [
      'for the machine before the unit, and the unit before the application',
      {
        ...web([{ ...failed, machine: '0' }], { status: 'error' }),
        machines: { '0': { instance: 'error' } },
      },
      {},
      { kind: 'machine' },
    ],
    [
      'for a blocked unit, where blocks are raised',
      web([{ workload: 'blocked', message: 'no database' }]),
      { raiseOnBlocked: true },
      { kind: 'unit', state: 'blocked', entities: [{ entity: 'web/0', why: 'no database' }] },
    ],
    [
      'for a blocked application, where blocks are raised',
      web([idle], { status: 'blocked' }),
      { raiseOnBlocked: true },
      { kind: 'application', state: 'blocked' },
    ],
    [
      'for an error before a block',
      web([{ workload: 'blocked' }, failed]),
      { raiseOnBlocked: true },
      { kind: 'unit', state: 'error' },
    ],
    [
      'for a block alone, where only blocks are raised',
      web([{ workload: 'blocked' }, failed]),
      { raiseOnBlocked: true, raiseOnError: false },
      { state: 'blocked', entities: [{ entity: 'web/0', why: 'blocked' }] },
    ],
    [
      'for all units that failed together',
      web([failed, failed]),
      {},
      { entities: [{ entity: 'web/0' }, { entity: 'web/1' }] },
    ],
  ];

  test.each(rows)('%s', (_, sketch, options, expected) => {
    expect(new Looks(options).look(0, sketch).failure).toMatchObject(expected);
  });
});

describe('no failure is raised', () => {
  test.each<[string, Sketch, WaitForIdleOptions]>([
    ['where errors are not to be raised', web([failed]), { raiseOnError: false }],
    ['where errors are waited for', web([failed], { status: 'error' }), { status: 'error' }],
    ['for what is blocked, unless it is asked for', web([{ workload: 'blocked' }]), {}],
    [
      'for a machine of an application that is not waited for',
      {
        applications: { web: { units: [{ machine: '0' }] }, db: { units: [{ machine: '1' }] } },
        machines: { '0': {}, '1': { instance: 'error' } },
      },
      { apps: 'web' },
    ],
  ])('%s', (_, sketch, options) => {
    expect(judged(sketch, options).failure).toBeUndefined();
  });
});

test('an error counts only when it has lasted for the grace', () => {
  const looks = new Looks({ errorGrace: '30s' });

  expect(looks.look(0, web([failed])).failure).toBeUndefined();
  expect(looks.look(29, web([failed])).failure).toBeUndefined();
  expect(looks.look(30, web([failed])).failure).toMatchObject({ kind: 'unit' });
});

test('an error that went away and came back has to last anew', () => {
  const looks = new Looks({ errorGrace: '30s' });
  looks.look(0, web([failed]));
  looks.look(20, web([busy]));
  looks.look(25, web([failed]));

  expect(looks.look(40, web([failed])).failure).toBeUndefined();
});

test('what is ready is told with its units, and for how long they have been idle', () => {
  const { ready } = new Looks().at(0, {
    redis: { units: [{ since: -600 }, { since: -540 }] },
    web: { units: [busy] },
  });

  expect(ready).toEqual(['redis (2 units, idle 9m0s)']);
});

test.each<[WaitForIdleOptions, string]>([
  [{}, 'idle'],
  [{ status: 'active' }, 'idle (status: active)'],
  [{ apps: ['web', 'db'], status: ['active', 'blocked'] }, 'web, db to be idle (status: active or blocked)'],
])('what is waited for with %j is put into words', (options, goal) => {
  expect(new Looks(options).goal).toBe(goal);
});
