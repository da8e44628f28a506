import type { Circus } from '@jest/types';

import type { Marker } from './markers';
import { ancestorsOf, testTitle } from './test-names';

type Block = Circus.DescribeBlock;
type Test = Circus.TestEntry;

/**
 * What `FileAbort` asks of the file, and tells it.
 *
 * @internal
 */
export interface AbortHost {
  isMarked(node: Test | Block, marker: Marker): boolean;
  /** Whether Jest meant to run the test, before anything was aborted. */
  isPlanned(test: Test): boolean;
  /** Whether the test's function has been called already; concurrent tests may be ahead of their turn. */
  hasBegun(test: Test): boolean;
  /** How often Jest repeats a failed test: `jest.retryTimes`. */
  retryTimes(): number;
  skipped(test: Test, reason: string): void;
  /** It will have its chance after all. */
  restored(test: Test): void;
}

/**
 * Skips the rest of a file once a test marked `abortOnFail` has failed, or `opsTest.abort()` was called.
 *
 * Skipped, not failed: only what broke is red. Tests and blocks are skipped by their mode, at the last moment before
 * circus reads it, so their hooks do not run, while `afterAll` hooks of the blocks that are open do.
 *
 * @internal
 */
export class FileAbort {
  readonly #host: AbortHost;
  /** What was skipped, and how to undo it: Jest may yet repeat the whole describe block. */
  readonly #undo: (() => void)[] = [];
  #reason: string | undefined;
  #cause: Test | Block | undefined;

  constructor(host: AbortHost) {
    this.#host = host;
  }

  /** Why the rest of the file is skipped, if it is. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** Aborts the file; the first reason stays. */
  abort(reason: string, cause?: Test | Block): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#cause = cause;
  }

  onBlockStart(block: Block): void {
    if (this.#reason !== undefined) this.#skip(block);
  }

  onTestStart(test: Test): void {
    // A test that has run, or whose hook has failed, is not made undone: skipping it now would hide that it failed.
    const untouched = test.invocations === 1 && test.errors.length === 0 && !this.#host.hasBegun(test);
    if (this.#reason === undefined || !untouched || !this.#host.isPlanned(test)) return;
    this.#skip(test);
    this.#host.skipped(test, this.#reason);
    this.#undo.push(() => this.#host.restored(test));
  }

  onTestDone(test: Test, state: Circus.State): void {
    if (test.errors.length === 0 || !this.#host.isMarked(test, 'abortOnFail')) return;
    const repeats = isRepeatedWithItsBlock(test, state) ? 0 : this.#host.retryTimes();
    if (test.invocations > repeats) this.abort(`"${testTitle(test)}" failed`, test);
  }

  /** Failures of the other hooks are failures of their tests. */
  onAfterAllFailure(block: Block): void {
    if (!this.#host.isMarked(block, 'abortOnFail')) return;
    this.abort(`an afterAll hook of "${testTitle(block)}" failed`, block);
  }

  /** Jest is about to run the block again from its start. */
  onBlockRetry(block: Block): void {
    if (!this.#cause || ![this.#cause, ...ancestorsOf(this.#cause)].includes(block)) return;
    for (const undo of this.#undo.splice(0)) undo();
    this.#reason = undefined;
    this.#cause = undefined;
  }

  #skip(node: Test | Block): void {
    const { mode } = node;
    if (mode === 'skip') return;
    this.#undo.push(() => (node.mode = mode));
    node.mode = 'skip';
  }
}

/** Jest 30.5 can repeat a whole block (`retryTimes(n, { entireDescribe: true })`), and then not its tests one by one. */
function isRepeatedWithItsBlock(test: Test, state: Circus.State): boolean {
  const { describeRetryOptions } = state as Partial<Pick<Circus.State, 'describeRetryOptions'>>;
  return ancestorsOf(test).some((block) => describeRetryOptions?.has(block));
}
