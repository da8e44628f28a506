import { formatValue } from '../../../../../src/embedded/agent/tools/format/format-value';
import { StringList } from '../../../../../src/embedded/agent/tools/format/string-list';

// What Juju's own formatters print of the same values.
test.each([
  ['nothing', null, '', '', 'null\n'],
  ['the empty text', '', '', '""\n', '""\n'],
  ['a text', 'some text', 'some text\n', 'some text\n', '"some text"\n'],
  ['true', true, 'True\n', 'true\n', 'true\n'],
  ['false', false, 'False\n', 'false\n', 'false\n'],
  ['a number', 123, '123\n', '123\n', '123\n'],
  ['a fraction', 0.5, '0.5\n', '0.5\n', '0.5\n'],
  ['a large number, which JSON made a float', 1_000_000, '1e+06\n', '1e+06\n', '1000000\n'],
  ['a large number with many digits', 1_234_567, '1.234567e+06\n', '1.234567e+06\n', '1234567\n'],
  ['a large integer of Go', 1_000_000n, '1000000\n', '1000000\n', '1000000\n'],
  ['a small number', 0.00001, '1e-05\n', '1e-05\n', '0.00001\n'],
  ['no texts', new StringList([]), '', '[]\n', '[]\n'],
  ['texts', new StringList(['a', 'b']), 'a\nb\n', '- a\n- b\n', '["a","b"]\n'],
  ['a list of anything, be it of texts', ['a', 'b'], '- a\n- b\n', '- a\n- b\n', '["a","b"]\n'],
  ['an empty map', {}, '{}\n', '{}\n', '{}\n'],
  [
    'a map, sorted',
    { b: 1, a: [true, null] },
    'a:\n- true\n- null\nb: 1\n',
    'a:\n- true\n- null\nb: 1\n',
    '{"a":[true,null],"b":1}\n',
  ],
  [
    'a struct, as it is',
    new Map<string, unknown>([
      ['b', '1'],
      ['a', {}],
    ]),
    'b: "1"\na: {}\n',
    'b: "1"\na: {}\n',
    '{"b":"1","a":{}}\n',
  ],
  [
    'a time',
    new Date('2026-01-02T03:04:05.600Z'),
    '2026-01-02T03:04:05.6Z\n',
    '2026-01-02T03:04:05.6Z\n',
    '"2026-01-02T03:04:05.6Z"\n',
  ],
  [
    'what HTML would take for its own',
    '<a&b>\u2028',
    '<a&b>\u2028\n',
    "'<a&b>\u2028'\n",
    '"\\u003ca\\u0026b\\u003e\\u2028"\n',
  ],
])('%s', (_title, value, smart, yaml, json) => {
  expect(formatValue('smart', value)).toBe(smart);
  expect(formatValue('yaml', value)).toBe(yaml);
  expect(formatValue('json', value)).toBe(json);
});
