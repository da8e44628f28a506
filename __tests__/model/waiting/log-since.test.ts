import { logSince } from '../../../src/model/waiting/log-since';
import { statusOf } from '../../support/model-status';

/** Its statuses are an hour old. */
const status = statusOf({
  at: 0,
  applications: { web: { units: [{ workload: 'error' }, {}] }, db: { units: [{ workload: 'blocked' }] } },
});
const began = new Date(Date.UTC(2026, 0, 1, 0, 0, 5));
const about = (entity: string) => [{ entity, why: '' }];

test('the log of a wait is read since it began', () => {
  expect(logSince(began, about('db/0'), status)).toEqual(began);
  expect(logSince(began, [], undefined)).toEqual(began);
});

test('of a unit that was in error before, since a moment before that', () => {
  expect(logSince(began, about('web'), status)).toEqual(new Date('2025-12-31T22:59:50Z'));
});

test('of a unit that came into error meanwhile, since the wait began, or a moment before where it was then', () => {
  const at = (milliseconds: number) => new Date(Date.parse('2025-12-31T23:00:00Z') + milliseconds);
  expect(logSince(at(-5000), about('web'), status)).toEqual(at(-5000));
  expect(logSince(at(-200), about('web'), status)).toEqual(at(-1000));
});

test('it is not known where no status could be had', () => {
  expect(logSince(undefined, [], undefined)).toBeUndefined();
});
