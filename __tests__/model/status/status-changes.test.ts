import type { Status } from '../../../src/model/status/status';
import { statusChanges } from '../../../src/model/status/status-changes';
import { type Sketch, statusOf } from '../../support/model-status';

function lines(before: Sketch | undefined, after: Sketch): (string | undefined)[] {
  const first = before && statusOf(before);
  return changes(first, statusOf(after, first)).map(({ line }) => line);
}

const changes = (before: Status | undefined, after: Status) => statusChanges(before, after);

test('a unit that goes on is one line with both its statuses', () => {
  const before = {
    applications: { mysql: { units: [{ workload: 'waiting', agent: 'executing', message: 'installing' }] } },
  };
  const after = { applications: { mysql: { units: [{}] } } };

  expect(lines(before, after)).toEqual(['mysql/0 waiting/executing "installing" → active/idle']);
});

test('an application, a machine and a relation that go on are named as what they are', () => {
  const before = {
    applications: { web: { status: 'waiting', message: 'for machine' }, db: {} },
    machines: { '0': { agent: 'pending' } },
    relations: [{ ends: ['web:db', 'db:sql'], status: 'joining' }],
  };
  const after = {
    applications: { web: {}, db: {} },
    machines: { '0': {} },
    relations: [{ ends: ['web:db', 'db:sql'] }],
  };

  expect(lines(before, after)).toEqual([
    'web waiting "for machine" → active',
    'machine 0 pending → started',
    'relation web:db db:sql joining → joined',
  ]);
});

test('what comes and what goes is told', () => {
  const before = { applications: { old: { units: [{}] } }, machines: { '0': {} } };
  const after = { applications: { new: { units: [{ workload: 'waiting', agent: 'allocating' }] } } };

  expect(lines(before, after)).toEqual([
    'new active',
    'old gone',
    'new/0 waiting/allocating',
    'old/0 gone',
    'machine 0 gone',
  ]);
});

test('who is being removed is marked so', () => {
  const before = { applications: { web: { units: [{}] } } };
  const after = { applications: { web: { units: [{ life: 'dying' as const }], life: 'dying' as const } } };

  expect(lines(before, after)).toEqual([
    'web active → active (dying)',
    'web/0 active/idle → active/idle (dying)',
  ]);
});

test('a machine that the cloud would not give says why', () => {
  const after = {
    machines: { '0': { agent: 'pending', instance: 'provisioning error', message: 'no quota' } },
  };

  expect(lines({ machines: { '0': { agent: 'pending' } } }, after)).toEqual([
    'machine 0 pending → pending, provisioning error "no quota"',
  ]);
});

test('a detail that no line shows is a change without a line', () => {
  const before = statusOf({ applications: { web: { units: [{}] } } });

  const found = changes(before, statusOf({ applications: { web: { units: [{ leader: true }] } } }, before));

  expect(found).toMatchObject([
    {
      kind: 'unit',
      name: 'web/0',
      change: 'changed',
      line: undefined,
      before: { leader: false },
      after: { leader: true },
    },
  ]);
});

test('two statuses that differ in their time only have no changes', () => {
  const before = statusOf({ applications: { web: { units: [{}] } }, machines: { '0': {} } });

  expect(
    changes(
      before,
      statusOf({ applications: { web: { units: [{}] } }, machines: { '0': {} }, at: 5 }, before),
    ),
  ).toEqual([]);
});

test('without a status before, everything is new', () => {
  expect(lines(undefined, { applications: { web: { units: [{}] } } })).toEqual([
    'model one available',
    'web active',
    'web/0 active/idle',
  ]);
});
