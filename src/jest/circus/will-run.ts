import type { Circus } from '@jest/types';

import { testId } from './test-names';

/**
 * Whether Jest will run a test, by the rules it will use itself: focus (`only`), `skip`, `todo` and
 * `--testNamePattern`. To be asked when all tests are known.
 *
 * @internal
 */
export function willRun(test: Circus.TestEntry, state: Circus.State): boolean {
  if (test.mode === 'skip' || test.mode === 'todo' || isUnderSkip(test)) return false;
  if (state.hasFocusedTests && test.mode !== 'only') return false;
  return state.testNamePattern?.test(testId(test)) ?? true;
}

/** All tests of a file, in order. @internal */
export function* allTests(block: Circus.DescribeBlock): Generator<Circus.TestEntry> {
  for (const child of block.children) {
    if (child.type === 'describeBlock') yield* allTests(child);
    else yield child;
  }
}

function isUnderSkip(test: Circus.TestEntry): boolean {
  for (let block: Circus.DescribeBlock | undefined = test.parent; block; block = block.parent) {
    if (block.mode === 'skip') return true;
  }
  return false;
}
