import { parseGoDuration } from '../../../src/embedded/state/go-duration';

test.each([
  ['10s', 10_000],
  ['1h30m', 5_400_000],
  ['1.5h', 5_400_000],
  ['250ms', 250],
  ['-5s', -5_000],
  ['0', 0],
  ['10', undefined],
  ['ten', undefined],
  ['', undefined],
  ['5 m', undefined],
])('Go reads %p as %p ms', (text, milliseconds) => {
  expect(parseGoDuration(text)).toBe(milliseconds);
});
