import { TimeScale } from '../../../src/model/waiting/time-scale';
import { idleOptions, type WaitForIdleOptions } from '../../../src/model/waiting/idle-options';

const checked = (options: unknown, scale = 1) =>
  idleOptions(options as WaitForIdleOptions, new TimeScale(scale));

test('the defaults are those of python-libjuju, but for the pace', () => {
  expect(checked({})).toEqual({
    apps: undefined,
    statuses: undefined,
    raiseOnError: true,
    raiseOnBlocked: false,
    errorGraceMs: 0,
    idlePeriodMs: 15_000,
    idlePeriodIsZero: false,
    checkMs: 1_000,
    timeoutMs: 600_000,
    atLeast: undefined,
    exact: undefined,
    settleMs: 30_000,
  });
});

test("what is Juju's time runs by the time scale, and deadlines do not", () => {
  expect(checked({ errorGrace: '40s' }, 100)).toMatchObject({
    errorGraceMs: 400,
    idlePeriodMs: 150,
    checkMs: 10,
    settleMs: 300,
    timeoutMs: 600_000,
  });
});

test('Juju gets a moment to react however fast its time runs, unless nobody wants to wait for it', () => {
  const fast = { idlePeriodMs: 0, settleMs: 250, errorGraceMs: 250 };

  expect(checked({ errorGrace: '1s' }, Infinity)).toMatchObject(fast);
  expect(checked({ settlePeriod: 0 }, Infinity)).toMatchObject({ settleMs: 0, errorGraceMs: 0 });
});

test('a single name is as good as a list, and each name counts once', () => {
  expect(checked({ apps: 'web' }).apps).toEqual(['web']);
  expect(checked({ apps: ['web', 'db', 'web'] }).apps).toEqual(['web', 'db']);
});

test('an empty list of names means all applications', () => {
  expect(checked({ apps: [] }).apps).toBeUndefined();
});

test.each([3, [3], '', [''], { web: 1 }, null])('apps must be names: %j is refused', (apps) => {
  expect(() => checked({ apps })).toThrow(TypeError);
  expect(() => checked({ apps })).toThrow(
    `apps must be the name of an application or a list of such names; got ${JSON.stringify(apps)}`,
  );
});

test.each(['actve', '', [], ['active', 'idle'], 1])(
  'status must be one of the charm statuses: %j is refused',
  (status) => {
    expect(() => checked({ status })).toThrow(
      'status must be one or several of active, blocked, error, maintenance, terminated, unknown, waiting; got ' +
        JSON.stringify(status),
    );
  },
);

test.each([-1, 1.5, '2', null, { web: -1 }, { web: '1' }])(
  'numbers of units must be such: %j is refused',
  (count) => {
    expect(() => checked({ waitForExactUnits: count })).toThrow(
      /^waitForExactUnits must be a number of units/,
    );
    expect(() => checked({ waitForAtLeastUnits: count })).toThrow(
      /^waitForAtLeastUnits must be a number of units/,
    );
  },
);

test('units of an application that is not waited for are refused', () => {
  expect(() => checked({ apps: 'web', waitForExactUnits: { web: 1, db: 1 } })).toThrow(
    'waitForExactUnits names "db", which is not among the applications waited for: web',
  );
});

test('at least and exactly, for the same application, are refused', () => {
  const message = 'waitForAtLeastUnits and waitForExactUnits both say how many units';

  expect(() => checked({ waitForAtLeastUnits: 1, waitForExactUnits: 1 })).toThrow(message);
  expect(() => checked({ waitForAtLeastUnits: { web: 1 }, waitForExactUnits: { web: 1 } })).toThrow(message);
  expect(() => checked({ waitForAtLeastUnits: 1, waitForExactUnits: { web: 1 } })).toThrow(message);
  expect(() => checked({ waitForAtLeastUnits: { web: 1 }, waitForExactUnits: { db: 1 } })).not.toThrow();
});

test('to wait for blocked and to fail on it is refused', () => {
  expect(() => checked({ status: 'blocked', raiseOnBlocked: true })).toThrow(
    /was asked to wait for the status "blocked", and to fail on it/,
  );
});

test.each(['10x', -1, null, 'soon'])('durations must be such: %j is refused', (timeout) => {
  expect(() => checked({ timeout })).toThrow(/^timeout must be a duration/);
});

test('an option that nobody reads is refused, so that a misspelling does not change the test', () => {
  expect(() => checked({ wait_for_exact_units: 1 })).toThrow(
    'waitForIdle knows no option "wait_for_exact_units". Did you mean "waitForExactUnits"? It knows: apps, status,',
  );
  expect(() => checked('web')).toThrow(
    /^The options of waitForIdle must be an object with any of apps, status, .*; got 'web'$/,
  );
});

test('Infinity waits for ever', () => {
  expect(checked({ timeout: Infinity }).timeoutMs).toBe(Infinity);
});
