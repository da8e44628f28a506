import { goYaml } from '../../../../../src/embedded/agent/tools/format/go-yaml';

// Every expectation is what Juju's library for YAML writes, checked by running it.
test.each([
  ['a text that is one', 'text', 'text\n'],
  ['nothing in it', '', '""\n'],
  ['truths of YAML 1.1', ['y', 'Yes', 'off', 'TRUE'], '- "y"\n- "Yes"\n- "off"\n- "TRUE"\n'],
  ['nulls', ['~', 'null', 'Null'], '- "~"\n- "null"\n- "Null"\n'],
  [
    'integers',
    ['1', '-1', '0x1F', '0b11', '0o7', '017', '1_000'],
    '- "1"\n- "-1"\n- "0x1F"\n- "0b11"\n- "0o7"\n- "017"\n- "1_000"\n',
  ],
  [
    'what is no integer',
    ['08', '0x', '1a', '18446744073709551616x'],
    '- 08\n- 0x\n- 1a\n- 18446744073709551616x\n',
  ],
  [
    'the largest numbers',
    ['18446744073709551615', '1e400', '1e+400'],
    '- "18446744073709551615"\n- 1e400\n- 1e+400\n',
  ],
  ['floats', ['1.5', '.5', '1e+5', '1e5', '-.inf'], '- "1.5"\n- ".5"\n- "1e+5"\n- 1e5\n- "-.inf"\n'],
  ['numbers to the base of 60', ['1:30', '190:20:30', '1:99'], '- "1:30"\n- "190:20:30"\n- 1:99\n'],
  [
    'dates',
    ['2026-01-02', '2026-02-30', '2026-1-2 3:4:5'],
    '- "2026-01-02"\n- 2026-02-30\n- "2026-1-2 3:4:5"\n',
  ],
  ['an address', '10.0.0.1', '10.0.0.1\n'],
  [
    'characters with a meaning',
    ['#a', 'a #b', 'a: b', 'a:b', '- a', '-a', "it's", '@x', '{}'],
    "- '#a'\n- 'a #b'\n- 'a: b'\n- a:b\n- '- a'\n- -a\n- it's\n- '@x'\n- '{}'\n",
  ],
  ['space at the edges', [' a', 'a ', ' '], "- ' a'\n- 'a '\n- ' '\n"],
  ['a tab', 'a\tb', '"a\\tb"\n'],
  ['beyond the basic plane', 'smile 😀', '"smile \\U0001F600"\n'],
  ['accents', 'é', 'é\n'],
  ['lines', { a: 'one\ntwo\n' }, 'a: |\n  one\n  two\n'],
  ['lines without an end', { a: 'one\ntwo' }, 'a: |-\n  one\n  two\n'],
  ['lines with empty ones at the end', { a: 'one\n\n' }, 'a: |+\n  one\n\n'],
  ['lines that begin with space', ' one\ntwo', '|2-\n   one\n  two\n'],
  ['lines that end with space', 'one \ntwo', '"one \\ntwo"\n'],
  ['lists of lists', [['a', ['b']], []], '- - a\n  - - b\n- []\n'],
  ['maps in lists in maps', { a: [{ b: 1, c: {} }] }, 'a:\n- b: 1\n  c: {}\n'],
  ['keys in natural order', { a10: 1, a2: 2, B: 3, '-': 4 }, "'-': 4\nB: 3\na2: 2\na10: 1\n"],
  ['a key of several lines', { 'a\nb': 1 }, '? |-\n  a\n  b\n: 1\n'],
  ['a long key', { ['k'.repeat(129)]: 1 }, `? ${'k'.repeat(129)}\n: 1\n`],
])('%s', (_title, value, expected) => {
  expect(goYaml(value)).toBe(expected);
});

test('long lines are broken at the first space beyond the eightieth column', () => {
  const words = Array.from({ length: 12 }, () => 'lorem ipsum').join(' ');
  expect(goYaml({ text: words })).toBe(
    `text: ${Array.from({ length: 6 }, () => 'lorem ipsum').join(' ')} lorem\n  ipsum ${Array.from({ length: 5 }, () => 'lorem ipsum').join(' ')}\n`,
  );
  expect(goYaml({ text: 'x'.repeat(100) })).toBe(`text: ${'x'.repeat(100)}\n`);
});
