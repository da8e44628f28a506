import { mergeConstraints } from '../../../src/embedded/state/constraints';

test('an instance type does not inherit what it says itself', () => {
  expect(mergeConstraints({ mem: 1, zones: ['z'] }, { cores: 2 })).toEqual({
    mem: 1,
    zones: ['z'],
    cores: 2,
  });
  expect(mergeConstraints({ mem: 1, zones: ['z'] }, { instanceType: 't' })).toEqual({
    zones: ['z'],
    instanceType: 't',
  });
});
