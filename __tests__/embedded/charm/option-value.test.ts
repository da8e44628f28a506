import type { CharmOption } from '../../../src/embedded/charm/charm';
import { coerceOption, parseOption } from '../../../src/embedded/charm/option-value';

const option = (type: CharmOption['type']): CharmOption => ({
  name: 'x',
  type,
  description: '',
  default: undefined,
});

test.each([
  ['string', '5', '5'],
  ['int', '5', 5],
  ['int', '-5', -5],
  ['int', '5.5', undefined],
  ['int', 'five', undefined],
  ['float', '5.5', 5.5],
  ['float', '1e3', 1000],
  ['float', '', undefined],
  ['boolean', 'true', true],
  ['boolean', 'F', false],
  ['boolean', 'yes', undefined],
  ['secret', 'secret:abc', 'secret:abc'],
] as const)('the text of a %s option, %p, is %p', (type, text, value) => {
  expect(parseOption(option(type), text)).toBe(value);
});

test.each([
  ['string', 5, undefined],
  ['string', 'x', 'x'],
  ['int', 5, 5],
  ['int', '5', 5],
  ['int', 5.5, undefined],
  ['float', 5, 5],
  ['float', '5', undefined],
  ['boolean', 'true', true],
  ['boolean', 1, true],
  ['boolean', 'maybe', undefined],
  ['secret', 'password', undefined],
] as const)('the YAML value of a %s option, %p, is %p', (type, given, value) => {
  expect(coerceOption(option(type), given)).toBe(value);
});
