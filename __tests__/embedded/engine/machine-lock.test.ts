import { MachineLock } from '../../../src/embedded/engine/machine-lock';

test('a lock tells all who wait for it, each once', () => {
  const lock = new MachineLock();
  const told: string[] = [];
  const first = () => told.push('first');
  expect(lock.tryTake(first)).toBe(true);
  expect(lock.tryTake(first)).toBe(false);
  expect(lock.tryTake(first)).toBe(false);
  expect(lock.tryTake(() => told.push('second'))).toBe(false);
  lock.release();
  expect(told).toEqual(['first', 'second']);
  expect(lock.tryTake(first)).toBe(true);
});
