import { shellWords } from '../../src/ops-test/shell-words';

test.each<[string, string[]]>([
  ['', []],
  ['  ', []],
  ['-c --bug=1234567', ['-c', '--bug=1234567']],
  [' a\tb\nc ', ['a', 'b', 'c']],
  [`'a b' "c d"`, ['a b', 'c d']],
  [`--x='a b'c"d"`, ['--x=a bcd']],
  [`'' ""`, ['', '']],
  ['a\\ b', ['a b']],
  ['"a\\"b\\\\c\\d"', ['a"b\\c\\d']],
  [`'a\\b'`, ['a\\b']],
  ['$HOME *', ['$HOME', '*']],
  ['"two\nlines"', ['two\nlines']],
])('%j is %j', (text, words) => {
  expect(shellWords(text, 'args')).toEqual(words);
});

test.each([
  ["it's", "args cannot be split into words: a ' that has no partner in it's"],
  ['a "b', 'args cannot be split into words: a " that has no partner in a "b'],
  ['a\\', 'args cannot be split into words: a backslash with nothing after it in a\\'],
])('%j is an error that says why', (text, message) => {
  expect(() => shellWords(text, 'args')).toThrow(message);
});
