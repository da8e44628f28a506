import {
  allActive,
  allBlocked,
  allError,
  allMaintenance,
  allWaiting,
} from '../../../src/model/predicates/all-status';
import { allAgentsIdle } from '../../../src/model/predicates/all-agents-idle';
import type { Sketch } from '../../support/model-status';
import { having, said } from '../../support/model-verdict';

const failed = { workload: 'error', message: 'hook failed: "install"' };

describe('allActive', () => {
  test('holds where the applications and all their units are active, and says so', () => {
    const model = having({ web: { units: [{}, {}] }, db: { units: [{}] } });

    expect(said(allActive('web', 'db'), model)).toEqual([
      'ok',
      'web: is "active", with 2 units',
      'db: is "active", with 1 unit',
    ]);
  });

  test('is of all applications where none is named', () => {
    const model = having({
      web: { units: [{}] },
      db: { status: 'waiting', units: [{ workload: 'waiting' }] },
    });

    expect(said(allActive(), model)).toEqual([
      'not ok',
      'db: app status is "waiting", want "active"',
      'db/0: workload is "waiting", want "active"',
    ]);
  });

  test.each<[string, Sketch, string[]]>([
    [
      'does not hold of an application without units',
      having({ web: {} }),
      ['web: 0 units, want ≥ 1 (a subordinate has none before it is related to a principal)'],
    ],
    ['does not hold of one that is not there', having({}), ['web: is not in the model (missing)']],
    [
      'says what the unit says',
      having({ web: { units: [{}, { workload: 'blocked', message: 'no db' }] } }),
      ['web/1: workload is "blocked", want "active": no db'],
    ],
    [
      'does not hold before Kubernetes has made the units',
      { type: 'caas', ...having({ web: { scale: 3, units: [{}] } }) },
      ['web: 1 unit, but its scale is 3'],
    ],
    [
      'does not hold while the application is being removed',
      having({ web: { life: 'dying', units: [{}] } }),
      ['web: is being removed'],
    ],
    [
      'does not hold while a unit is',
      having({ web: { units: [{}, { life: 'dying' }] } }),
      ['web/1: is being removed'],
    ],
    [
      'does not hold where the controller cannot tell',
      having({ web: { error: 'no charm', units: [{}] } }),
      ['web: no charm'],
    ],
  ])('%s', (_, model, missing) => {
    expect(said(allActive('web'), model)).toEqual(['not ok', ...missing]);
  });

  test('does not hold of a model without applications', () => {
    expect(said(allActive(), {})).toEqual(['not ok', 'one: has no applications']);
  });

  test('holds of an application that shall have no units', () => {
    expect(said(allActive('web'), { type: 'caas', ...having({ web: { scale: 0 } }) })).toEqual([
      'ok',
      'web: is "active", with 0 units',
    ]);
  });

  test('does not take the name of a method of objects for an application', () => {
    expect(said(allActive('toString'), {})).toEqual(['not ok', 'toString: is not in the model (missing)']);
  });

  test('is named with its applications', () => {
    expect(allActive('web', 'db').label).toBe('allActive(web, db)');
    expect(allActive().label).toBe('allActive()');
  });

  test.each([
    [['web', 'db'], "allActive takes names; got [ 'web', 'db' ]: give them one by one, allActive(...names)"],
    [undefined, 'allActive takes names; got undefined'],
    ['', "allActive takes names; got ''"],
  ])('refuses %j', (apps, message) => {
    expect(() => allActive(apps as string)).toThrow(new TypeError(message));
  });
});

test.each([
  ['blocked', allBlocked],
  ['waiting', allWaiting],
  ['maintenance', allMaintenance],
] as const)('the same goes for %s', (current, predicate) => {
  const all = having({ web: { status: current, units: [{ workload: current }] } });
  const some = having({ web: { status: current, units: [{ workload: current }, {}] } });

  expect(said(predicate('web'), all)[0]).toBe('ok');
  expect(said(predicate('web'), some)).toEqual(['not ok', `web/1: workload is "active", want "${current}"`]);
});

test('allError is of the units: a charm may have given its application another status before a hook failed', () => {
  expect(said(allError('web'), having({ web: { units: [failed] } }))[0]).toBe('ok');
  expect(said(allError('web'), having({ web: { units: [failed, {}] } }))).toEqual([
    'not ok',
    'web/1: workload is "active", want "error"',
  ]);
});

describe('allAgentsIdle', () => {
  test('holds whatever the charms say', () => {
    expect(said(allAgentsIdle(), having({ web: { units: [{ workload: 'blocked' }, failed] } }))).toEqual([
      'ok',
      'web: has idle agents, with 2 units',
    ]);
  });

  test('says what the agents do', () => {
    const units = [{}, { agent: 'executing', agentMessage: 'running start hook', since: -70 }];

    expect(said(allAgentsIdle('web'), having({ web: { units } }))).toEqual([
      'not ok',
      'web/1: agent executing for 1m10s (running start hook); workload active',
    ]);
  });

  test('does not hold before a charm was installed, though its agent looks idle', () => {
    const units = [{ workload: 'waiting', message: 'installing agent' }];

    expect(said(allAgentsIdle('web'), having({ web: { units } }))).toEqual([
      'not ok',
      'web/0: installing agent: its charm has not run yet',
    ]);
  });

  test('does not hold of an application without units', () => {
    expect(said(allAgentsIdle('web'), having({ web: {} }))[0]).toBe('not ok');
  });
});
