import type { FullStatus } from '../../../src/juju/wire-types';
import { parseStatus } from '../../../src/model/status/parse-status';
import { statusOf, wireStatus } from '../../support/model-status';

/** What a controller sends for a model with nothing in it: Go writes `null` for maps and lists that it never made. */
const empty: FullStatus = { ...wireStatus({}), applications: null, machines: null, relations: null };

test('an empty model has empty maps where Juju writes null', () => {
  const status = parseStatus(empty);

  expect(status).toMatchObject({
    applications: {},
    units: {},
    machines: {},
    relations: [],
    offers: {},
    remoteApplications: {},
  });
});

test('the model tells its cloud by name, and no region where there is none', () => {
  const raw = { ...empty, model: { ...empty.model, region: '' } };

  expect(parseStatus(raw).model).toMatchObject({
    name: 'one',
    type: 'iaas',
    cloud: 'localhost',
    region: undefined,
  });
});

test('what only Juju 3.6 sends does no harm', () => {
  const raw = {
    ...empty,
    model: { ...empty.model, sla: 'unsupported', 'meter-status': { color: '', message: '' } },
  };

  expect(parseStatus(raw).model.name).toBe('one');
});

test('units are found by name, by number and not by text, those that others carry among them', () => {
  const status = statusOf({
    applications: {
      web: { units: { 10: { machine: '3' }, 2: { machine: '2', subordinates: { 'agent/0': {} } } } },
      agent: { subordinateTo: ['web'] },
    },
  });

  expect(Object.keys(status.units)).toEqual(['agent/0', 'web/2', 'web/10']);
  expect(status.applications['agent']?.units).toEqual(['agent/0']);
  expect(status.units['agent/0']).toMatchObject({ application: 'agent', principal: 'web/2', machine: '2' });
  expect(status.units['web/2']?.subordinates).toEqual(['agent/0']);
});

test('containers are found by their ids, beside their hosts', () => {
  const status = statusOf({
    machines: { '10': {}, '2': { containers: { '2/lxd/0': { containers: { '2/lxd/0/lxd/0': {} } } } } },
  });

  expect(Object.keys(status.machines).sort()).toEqual(['10', '2', '2/lxd/0', '2/lxd/0/lxd/0']);
  expect(status.machines['2']?.containers).toEqual(['2/lxd/0']);
});

test('who is alive is alive, though Juju says nothing of it', () => {
  const status = statusOf({
    applications: { web: { units: [{}, { life: 'dying' }] }, gone: { life: 'dying' } },
  });

  expect(status.units['web/0']?.life).toBe('alive');
  expect(status.units['web/1']?.life).toBe('dying');
  expect(status.applications['gone']?.life).toBe('dying');
});

test.each([
  ['a time', '2026-01-02T03:04:05.678901234Z', new Date('2026-01-02T03:04:05.678Z')],
  ['no time', null, undefined],
  ["Go's time before all times", '0001-01-01T00:00:00Z', undefined],
])('since is a date where there is %s', (_, since, expected) => {
  const raw = {
    ...empty,
    model: { ...empty.model, 'model-status': { ...empty.model['model-status'], since } },
  };

  expect(parseStatus(raw).model.status.since).toEqual(expected);
});

test('an application that the controller failed to read says why, and breaks nothing', () => {
  const zero = {
    err: { message: 'charm not found', code: 'not found' },
    units: null,
    'subordinate-to': null,
  };
  const raw = wireStatus({ applications: { web: { units: [{}] } } });
  const broken = { ...raw.applications?.['web'], ...zero, status: { data: null } };

  const status = parseStatus({ ...raw, applications: { web: broken } } as unknown as FullStatus);

  expect(status.applications['web']).toMatchObject({ error: 'charm not found', units: [] });
  expect(status.applications['web']?.status).toMatchObject({ current: '', message: '', data: {} });
});

test('the scale of an application on Kubernetes is what Juju calls int', () => {
  const status = statusOf({ type: 'caas', applications: { web: { scale: 3 } } });

  expect(status.applications['web']?.scale).toBe(3);
});

test('a status cannot be changed, at any depth', () => {
  const status = statusOf({ applications: { web: { units: [{}] } }, machines: { '0': {} } });

  expect(notFrozen(status)).toEqual([]);
});

test('what did not change is the same object as before', () => {
  const sketch = { applications: { web: { units: [{}, {}] }, db: { units: [{}] } }, machines: { '0': {} } };
  const before = statusOf(sketch);

  const after = statusOf({ ...sketch, at: 10 }, before);

  expect(after).not.toBe(before);
  expect(after.timestamp).not.toEqual(before.timestamp);
  for (const part of ['model', 'applications', 'units', 'machines', 'relations'] as const) {
    expect(after[part]).toBe(before[part]);
  }
});

test('what changed is new, and what it is part of, and nothing else', () => {
  const before = statusOf({ applications: { web: { units: [{}, {}] }, db: { units: [{}] } } });

  const after = statusOf(
    { applications: { web: { units: [{}, { agent: 'executing' }] }, db: { units: [{}] } } },
    before,
  );

  expect(after.units).not.toBe(before.units);
  expect(after.units['web/1']).not.toBe(before.units['web/1']);
  expect(after.units['web/1']?.workloadStatus).toBe(before.units['web/1']?.workloadStatus);
  expect(after.units['web/0']).toBe(before.units['web/0']);
  expect(after.applications).toBe(before.applications);
});

test('what is gone is gone', () => {
  const before = statusOf({ applications: { web: { units: [{}, {}] } } });

  const after = statusOf({ applications: { web: { units: [{}] } } }, before);

  expect(Object.keys(after.units)).toEqual(['web/0']);
  expect(after.applications['web']?.units).toEqual(['web/0']);
});

function notFrozen(value: unknown, path = 'status'): string[] {
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  const below = Object.entries(value).flatMap(([key, member]) => notFrozen(member, `${path}.${key}`));
  return Object.isFrozen(value) ? below : [path, ...below];
}
