import { checkedValues, type ConfigInput, configTexts } from '../../../src/model/settings/config-values';

test('each kind of value becomes the text that Juju understands, and none is lost for being falsy', () => {
  const values = { text: 'a', empty: '', zero: 0, ratio: 0.5, yes: true, no: false };

  expect(configTexts(values, 'application web')).toEqual({
    text: 'a',
    empty: '',
    zero: '0',
    ratio: '0.5',
    yes: 'true',
    no: 'false',
  });
  expect(checkedValues(values, 'model one')).toEqual(values);
});

test.each<[unknown, string]>([
  [
    undefined,
    'The option "x" of application web cannot be set to undefined. To give the option its default again, use resetConfig("x").',
  ],
  [
    null,
    'The option "x" of application web cannot be set to null. To give the option its default again, use resetConfig("x").',
  ],
  [Number.NaN, 'cannot be set to NaN. Give a string, a finite number or a boolean.'],
  [Infinity, 'cannot be set to Infinity.'],
  [{ a: 1 }, 'cannot be set to {"a":1}.'],
  [['a'], 'cannot be set to ["a"].'],
])('%p is no value', (value, message) => {
  const values = { x: value } as Record<string, ConfigInput>;

  expect(() => configTexts(values, 'application web')).toThrow(message);
  expect(() => checkedValues(values, 'application web')).toThrow(message);
});

test.each([undefined, null, 'a=b', ['a']])('%j is no configuration', (values) => {
  expect(() => configTexts(values as never, 'application web')).toThrow(
    /^The configuration of application web must be an object of options and values/,
  );
});
