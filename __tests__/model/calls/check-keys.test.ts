import { checkKeys } from '../../../src/model/calls/check-keys';

test('known options pass, and unknown ones are named with the known', () => {
  expect(() => checkKeys({ a: 1 }, ['a', 'b'], 'x')).not.toThrow();
  expect(() => checkKeys({ c: 1 }, ['a', 'b'], 'x')).toThrow('x knows no option "c". It knows: a, b.');
  expect(() => checkKeys(null, ['a'], 'x')).toThrow('The options of x must be an object; got null');
});
