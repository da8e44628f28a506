import {
  anyActive,
  anyBlocked,
  anyError,
  anyMaintenance,
  anyWaiting,
} from '../../../src/model/predicates/any-status';
import { having, said } from '../../support/model-verdict';

test.each([
  ['active', anyActive],
  ['blocked', anyBlocked],
  ['waiting', anyWaiting],
  ['maintenance', anyMaintenance],
] as const)('one unit that is %s is enough, and is named', (current, predicate) => {
  const units = [{ workload: 'unknown' }, { workload: current, message: 'so it is' }];
  const model = having({ web: { status: 'unknown', units } });

  expect(said(predicate(), model)).toEqual(['ok', `web/1: is "${current}": so it is`]);
  expect(said(predicate('web'), model)[0]).toBe('ok');
});

test('the status of an application itself counts', () => {
  expect(
    said(anyBlocked('web'), having({ web: { status: 'blocked', message: 'no db', units: [{}] } })),
  ).toEqual(['ok', 'web: is "blocked": no db']);
});

test('where nothing is, it says of what', () => {
  const model = having({ web: { units: [{}] }, db: { status: 'blocked' } });

  expect(said(anyBlocked('web', 'mail'), model)).toEqual([
    'not ok',
    'web: nothing of it is "blocked"',
    'mail: is not in the model (missing). It has: db, web.',
  ]);
  expect(said(anyBlocked(), {})).toEqual(['not ok', 'one: has nothing that is "blocked"']);
});

describe('anyError', () => {
  test('is true of a failed hook, a failed agent, an application, and a machine that could not be had', () => {
    const model = {
      ...having({
        web: { units: [{ workload: 'error', message: 'hook failed: "start"', machine: '0' }] },
        db: {
          status: 'error',
          message: 'broken',
          units: [{ agent: 'failed', agentMessage: 'resolver loop' }],
        },
      }),
      machines: { '0': { instance: 'provisioning error', message: 'quota exceeded' } },
    };

    expect(said(anyError(), model)).toEqual([
      'ok',
      '0: quota exceeded',
      'db/0: resolver loop',
      'web/0: hook failed: "start"',
      'db: broken',
    ]);
    expect(said(anyError('db'), model)).toEqual(['ok', 'db/0: resolver loop', 'db: broken']);
  });

  test('without names is of machines too that nothing runs on', () => {
    const model = { machines: { '3': { instance: 'provisioning error', message: 'no' } } };

    expect(said(anyError(), model)).toEqual(['ok', '3: no']);
    expect(said(anyError('web'), { ...model, ...having({ web: { units: [{}] } }) })).toEqual([
      'not ok',
      'web: nothing of it is "error"',
    ]);
  });
});
