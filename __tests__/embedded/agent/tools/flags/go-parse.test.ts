import { parseBoolean, parseInteger } from '../../../../../src/embedded/agent/tools/flags/go-parse';

test.each(['1', 't', 'T', 'TRUE', 'true', 'True'])('%s is true', (text) => {
  expect(parseBoolean(text)).toBe(true);
});

test.each(['0', 'f', 'F', 'FALSE', 'false', 'False'])('%s is false', (text) => {
  expect(parseBoolean(text)).toBe(false);
});

test.each(['', 'yes', 'tRUE'])('"%s" is neither', (text) => {
  expect(() => parseBoolean(text)).toThrow(`strconv.ParseBool: parsing "${text}": invalid syntax`);
});

test.each([
  ['0', 0],
  ['12', 12],
  ['+12', 12],
  ['-12', -12],
  ['0x10', 16],
  ['-0b11', -3],
  ['017', 15],
  ['0o17', 15],
  ['1_000', 1000],
])('%s is a whole number', (text, value) => {
  expect(parseInteger(text)).toBe(value);
});

test.each([
  ['', 'invalid syntax'],
  ['1.5', 'invalid syntax'],
  ['08', 'invalid syntax'],
  ['1__0', 'invalid syntax'],
  ['9223372036854775808', 'value out of range'],
])('"%s" is none', (text, reason) => {
  expect(() => parseInteger(text)).toThrow(`strconv.ParseInt: parsing "${text}": ${reason}`);
});
