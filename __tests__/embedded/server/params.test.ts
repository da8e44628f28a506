import { Params } from '../../../src/embedded/server/params';

const params = new Params({
  text: 'x',
  number: 7,
  fraction: 1.5,
  yes: true,
  texts: ['a', 'b'],
  numbers: [1, 2],
  structs: [{ text: 'y' }, null],
  struct: { text: 'z' },
  map: { a: 'b' },
  structsByName: { one: { number: 1 }, none: null },
  nothing: null,
  MixedCase: 'found',
});

test('fields are read as what they shall be', () => {
  expect(params.string('text')).toBe('x');
  expect(params.int('number')).toBe(7);
  expect(params.bool('yes')).toBe(true);
  expect(params.strings('texts')).toEqual(['a', 'b']);
  expect(params.ints('numbers')).toEqual([1, 2]);
  expect(params.list('structs').map((each) => each.string('text'))).toEqual(['y', '']);
  expect(params.nested('struct').string('text')).toBe('z');
  expect(params.stringMap('map')).toEqual({ a: 'b' });
  expect([...params.nestedMap('structsByName')].map(([key, each]) => [key, each.int('number')])).toEqual([
    ['one', 1],
    ['none', 0],
  ]);
  expect(params.optionalMilliseconds('number')).toBe(0.000007);
});

test.each(['missing', 'nothing'])('a field that is %s has the zero value of its type', (key) => {
  expect(params.has(key)).toBe(false);
  expect([params.string(key), params.int(key), params.bool(key)]).toEqual(['', 0, false]);
  expect([params.strings(key), params.ints(key), params.list(key)]).toEqual([[], [], []]);
  expect([params.stringMap(key), params.record(key), [...params.nestedMap(key)]]).toEqual([{}, {}, []]);
  expect([params.optionalString(key), params.optionalInt(key), params.optionalBool(key)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(params.nested(key).string('text')).toBe('');
});

test('keys match whatever their case, the exact one before others', () => {
  expect(params.string('mixedcase')).toBe('found');
  expect(new Params({ KEY: 'other', key: 'exact' }).string('key')).toBe('exact');
});

test.each<[string, () => unknown]>([
  ['number into Go struct field number of type string', () => params.string('number')],
  ['string into Go struct field text of type int', () => params.int('text')],
  ['number into Go struct field fraction of type int', () => params.int('fraction')],
  ['string into Go struct field text of type bool', () => params.bool('text')],
  ['string into Go struct field text of type slice', () => params.strings('text')],
  ['number into Go struct field numbers of type string', () => params.strings('numbers')],
  ['string into Go struct field texts of type int', () => params.ints('texts')],
  ['array into Go struct field texts of type map', () => params.record('texts')],
  ['object into Go struct field structsByName of type string', () => params.stringMap('structsByName')],
  ['string into Go struct field value of type struct', () => params.nested('text')],
  ['bool into Go struct field value of type struct', () => new Params(true)],
  ['array into Go struct field value of type struct', () => new Params([])],
])('a value of another type is refused: %s', (message, read) => {
  expect(read).toThrow(`json: cannot unmarshal ${message}`);
});
