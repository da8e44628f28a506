import { TimeScale } from '../../../src/model/waiting/time-scale';

test('Juju time and real time differ by the scale', () => {
  const scale = new TimeScale(100);

  expect(scale.toReal(15_000)).toBe(150);
  expect(scale.toJuju(150)).toBe(15_000);
});

test('with no limit to its speed Juju needs no time, and real time is told as it is', () => {
  const scale = new TimeScale(Infinity);

  expect(scale.toReal(15_000)).toBe(0);
  expect(scale.toJuju(150)).toBe(150);
});

test('patience is none, or a moment at least', () => {
  expect(new TimeScale(Infinity).patience(0)).toBe(0);
  expect(new TimeScale(Infinity).patience(30_000)).toBe(250);
  expect(new TimeScale(10).patience(30_000)).toBe(3_000);
});

test.each([0, -1, Number.NaN])('%d is no time scale', (factor) => {
  expect(() => new TimeScale(factor)).toThrow(`timeScale must be a positive number; got ${String(factor)}`);
});
