import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { ignoreRules } from '../../../src/ops-test/building/ignore-rules';
import { testFolder } from '../../support/ops-test-folder';

const cases: readonly [pattern: string, path: string, ignored: boolean][] = [
  ['a', 'a', true],
  ['a', 'b/a', true],
  ['a', 'ab', false],
  ['/a', 'a', true],
  ['/a', 'b/a', false],
  ['b/a', 'b/a', true],
  ['b/a', 'c/b/a', false],
  ['*.pyc', 'x/y.pyc', true],
  ['*.py[co]', 'x.pyo', true],
  ['*.py[!co]', 'x.pyo', false],
  ['*.py[!co]', 'x.pyx', true],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', false],
  ['a*c', 'a/c', false],
  ['**/a', 'x/y/a', true],
  ['**/a', 'a', true],
  ['a/**', 'a/b/c', true],
  ['a/**/c', 'a/c', true],
  ['a/**/c', 'a/b/b/c', true],
  ['# a', '# a', false],
  ['\\#a', '#a', true],
  ['\\!a', '!a', true],
  ['a\n!a', 'a', false],
  ['!a\na', 'a', true],
  ['*\n!keep', 'keep', false],
  ['a b', 'a b', true],
  ['a   ', 'a', true],
  ['a.c', 'abc', false],
  ['a+(b)', 'a+(b)', true],
  ['[', '[x', false],
];

test.each(cases)('%j for the file %j: %j', (pattern, path, ignored) => {
  expect(ignoreRules(pattern)(path, false)).toBe(ignored);
});

test('a pattern that ends with a slash is for folders only', () => {
  expect(ignoreRules('a/')('a', false)).toBe(false);
  expect(ignoreRules('a/')('a', true)).toBe(true);
  expect(ignoreRules('a/')('b/a', true)).toBe(true);
  expect(ignoreRules('/b/a/')('b/a', true)).toBe(true);
});

const hasGit = programIsThere('git');

(hasGit ? describe : describe.skip)('git itself (skipped where it is not installed)', () => {
  test.each(cases)('has it so: %j for the file %j: %j', (pattern, path, ignored) => {
    const folder = testFolder();
    execFileSync('git', ['init', '-q'], { cwd: folder });
    writeFileSync(join(folder, '.gitignore'), pattern);
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), '');

    const others = execFileSync('git', ['ls-files', '-z', '--others', '--exclude-standard'], { cwd: folder });

    expect(!others.toString().split('\0').includes(path)).toBe(ignored);
  });
});

function programIsThere(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
