import { formatDuration, toMilliseconds } from '../src/duration';
import { JujuError } from '../src/errors';

test.each([
  [0, 0],
  [1500, 1500],
  [Infinity, Infinity],
  ['500ms', 500],
  ['10s', 10_000],
  ['1.5s', 1_500],
  ['5m', 300_000],
  ['1h', 3_600_000],
  ['1m30s', 90_000],
  ['0s', 0],
])('toMilliseconds takes %p for %p milliseconds', (value, expected) => {
  expect(toMilliseconds(value, 'timeout')).toBe(expected);
});

test.each(['10', '', 's', '10 s', '-5s', '10sec', '1d', ' 5s'])(
  'toMilliseconds refuses the text %p',
  (value) => {
    expect(() => toMilliseconds(value, 'timeout')).toThrow(JujuError);
  },
);

test.each([-1, Number.NaN])('toMilliseconds refuses the number %p', (value) => {
  expect(() => toMilliseconds(value, 'timeout')).toThrow('timeout must be a duration');
});

test('toMilliseconds names what the value is of, the value, and the forms that are right', () => {
  expect(() => toMilliseconds('10 seconds', 'idlePeriod')).toThrow(
    "idlePeriod must be a duration: milliseconds as a number, or a string such as '10s', '5m' or '1m30s'; " +
      'got 10 seconds (string)',
  );
});

test('toMilliseconds refuses what is no duration at all', () => {
  expect(() => toMilliseconds({ seconds: 5 } as unknown as string, 'delay')).toThrow('(object)');
});

test.each([
  [0, '0s'],
  [420, '0.4s'],
  [9_960, '10s'],
  [12_400, '12s'],
  [59_700, '1m0s'],
  [130_000, '2m10s'],
  [3_900_000, '1h5m'],
  [Infinity, 'for ever'],
])('formatDuration writes %p milliseconds as %p', (milliseconds, expected) => {
  expect(formatDuration(milliseconds)).toBe(expected);
});
