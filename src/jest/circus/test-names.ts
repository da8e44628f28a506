import type { Circus } from '@jest/types';

type Named = Circus.TestEntry | Circus.DescribeBlock;

/**
 * The name of a test as Jest's `--testNamePattern` sees it: with those of its describe blocks, separated by spaces.
 *
 * @internal
 */
export function testId(test: Named): string {
  return titles(test).join(' ');
}

/** The name of a test for people. @internal */
export function testTitle(test: Named): string {
  return titles(test).join(' › ');
}

/** The blocks that a test is in, the innermost first. @internal */
export function ancestorsOf(node: Named): Circus.DescribeBlock[] {
  const blocks: Circus.DescribeBlock[] = [];
  for (let block = node.parent; block; block = block.parent) blocks.push(block);
  return blocks;
}

function titles(test: Named): string[] {
  const path: string[] = [];
  for (let node: Named = test; node.parent; node = node.parent) path.unshift(node.name);
  return path;
}
