import { Sequences } from '../../../src/embedded/state/sequences';

test('numbers are not given twice', () => {
  const sequences = new Sequences();
  expect([sequences.next('a'), sequences.next('a'), sequences.next('b', 5)]).toEqual([0, 1, 5]);
  sequences.raise('a', 9);
  sequences.raise('a', 3);
  expect(sequences.next('a')).toBe(9);
  sequences.reset('a');
  expect(sequences.next('a')).toBe(0);
});
