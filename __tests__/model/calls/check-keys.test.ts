import { checkKeys } from '../../../src/model/calls/check-keys';

test('known options pass, and unknown ones are named with the known', () => {
  expect(() => checkKeys({ a: 1 }, ['a', 'b'], 'x')).not.toThrow();
  expect(() => checkKeys({ ccc: 1 }, ['a', 'b'], 'x')).toThrow('x knows no option "ccc". It knows: a, b.');
});

test.each([
  ['a misspelt one', 'tiemout', 'timeout'],
  ["Python's spelling", 'wait_for_exact_units', 'waitForExactUnits'],
  ["python-libjuju's name of an option that has another here", 'num_units', 'units'],
  ['such a name in the spelling of JavaScript', 'numUnits', 'units'],
])('of %s the right name is proposed', (_, given, right) => {
  const known = ['timeout', 'waitForExactUnits', 'units'];

  expect(() => checkKeys({ [given]: 1 }, known, 'x')).toThrow(
    `x knows no option "${given}". Did you mean "${right}"? It knows: timeout, waitForExactUnits, units.`,
  );
});

test("python-libjuju's name is no proposal where the option that it became does not exist", () => {
  expect(() => checkKeys({ series: 1 }, ['channel'], 'x')).toThrow(
    'x knows no option "series". It knows: channel.',
  );
});

test.each([
  [null, 'null'],
  ['web', "'web'"],
  [600, '600'],
  [() => true, '[Function (anonymous)]'],
])('what are no options is shown, with those there are: %p', (given, shown) => {
  expect(() => checkKeys(given, ['a', 'b'], 'x')).toThrow(
    `The options of x must be an object with any of a, b; got ${shown}`,
  );
});
