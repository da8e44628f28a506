import type { Circus } from '@jest/types';

import { type StoppedWait, stoppedLine } from '../../model/waiting/stopped-wait';
import { TestFileError, withoutStack } from '../errors';
import { ProcessGuard } from '../process-guard';
import type { TestFile } from '../test-file';
import { FileAbort } from './file-abort';
import { Markers } from './markers';
import { type Code, withoutFollowing } from './running-code';
import { testTitle } from './test-names';
import { allTests, willRun } from './will-run';

/** Jest's own 5 s is for unit tests; a charm is not deployed by then. */
const defaultTestTimeoutMs = 30 * 60_000;

const retryTimes = Symbol.for('RETRY_TIMES');
const retryImmediately = Symbol.for('RETRY_IMMEDIATELY');

/**
 * What the events of a test file need to know.
 *
 * @internal
 */
export interface FileEventsOptions {
  /** The test timeout that the user set, if any. */
  readonly testTimeout: number | undefined;
  /** The model that tests marked `skipIfDeployed` are skipped for. */
  readonly deployedModel: string | undefined;
  /** The sandbox's global object, on which Jest keeps a few settings. */
  readonly global: Record<symbol, unknown>;
  readonly report: (line: string) => void;
}

type EventNamed<N extends Circus.Event['name']> = Extract<Circus.Event, { name: N }>;
type Handler<E> = (event: E, state: Circus.State) => void | Promise<void>;

/**
 * Acts on what circus tells of a test file: where its models begin and end, which tests are skipped, which function
 * runs.
 *
 * @internal
 */
export class FileEvents {
  readonly #file: TestFile;
  readonly #options: FileEventsOptions;
  readonly #markers = new Markers();
  readonly #planned = new Set<Circus.TestEntry>();
  readonly #skipped = new Map<Circus.TestEntry, string>();
  readonly #fileAbort: FileAbort;
  #globals: Readonly<Record<string, unknown>> = {};
  /** What has failed so far, and will not be tried again as far as is known. */
  readonly #failed = new Set<Circus.TestEntry | Circus.Hook>();
  /** Told of what a test file will have as its globals, before it is loaded. */
  onSetUp: (globals: Readonly<Record<string, unknown>>) => void = () => undefined;

  readonly #handlers: { readonly [N in Circus.Event['name']]?: Handler<EventNamed<N>> } = {
    setup: (event, state) => this.#setUp(event, state),
    run_start: (_, state) => this.#begin(state),
    run_describe_start: ({ describeBlock }) => this.#fileAbort.onBlockStart(describeBlock),
    describe_retry: ({ describeBlock }) => this.#onBlockRetry(describeBlock),
    test_retry: ({ test }) => void this.#failed.delete(test),
    hook_start: ({ hook }) => this.#file.running.start(hook),
    hook_success: ({ hook }) => this.#file.running.end(hook),
    hook_failure: (event) => this.#onHookFailure(event),
    test_start: ({ test }) => this.#fileAbort.onTestStart(test),
    test_fn_start: ({ test }) => this.#file.running.start(test),
    test_fn_success: (event) => this.#onFnSuccess(event),
    test_fn_failure: (event) => this.#onFnFailure(event),
    test_done: (event, state) => this.#onTestDone(event, state),
    run_finish: (_, state) => this.#end(state),
  };

  constructor(file: TestFile, options: FileEventsOptions) {
    this.#file = file;
    this.#options = options;
    this.#fileAbort = new FileAbort({
      isMarked: (node, marker) => this.#markers.has(node, marker),
      isPlanned: (test) => this.#planned.has(test),
      hasBegun: (test) => file.running.hasBegun(test),
      retryTimes: () => Number(options.global[retryTimes] ?? 0),
      skipped: (test, reason) => this.#skipped.set(test, reason),
      restored: (test) => this.#skipped.delete(test),
    });
  }

  /** Circus' `test`, `describe` and so on, with the markers. */
  get globals(): Readonly<Record<string, unknown>> {
    return this.#globals;
  }

  get aborted(): boolean {
    return this.#fileAbort.reason !== undefined;
  }

  /** How many tests and hooks have failed so far; one that is retried does not count meanwhile. */
  get failures(): number {
    return this.#failed.size;
  }

  abort(reason: string): never {
    this.#fileAbort.abort(`opsTest.abort() was called: ${reason}`);
    throw new TestFileError(`Aborted: ${reason}`, { code: 'aborted' });
  }

  /**
   * Circus waits for what it gets from here, save for the events of definition: a promise that rejects there would
   * end the whole of Jest.
   */
  handle(event: Circus.Event, state: Circus.State): Promise<void> | undefined {
    if (!isOfDefinition(event)) return this.#onRun(event, state);
    try {
      this.#markers.onDefinition(event.name, state);
      const { children, hooks } = state.currentDescribeBlock;
      const added = event.name === 'add_hook' ? hooks.at(-1) : children.at(-1);
      const isCode = event.name === 'add_hook' || event.name === 'add_test';
      if (isCode && added && added.type !== 'describeBlock') this.#file.running.follow(added);
    } catch (error) {
      state.unhandledErrors.push(error);
    }
    return undefined;
  }

  async #onRun(event: Circus.Event, state: Circus.State): Promise<void> {
    const handler = this.#handlers[event.name] as Handler<Circus.Event> | undefined;
    await ProcessGuard.shared.holdWhenInterrupted();
    try {
      await handler?.(event, state);
      this.#file.noteFailures();
    } finally {
      await ProcessGuard.shared.holdWhenInterrupted();
    }
  }

  async #begin(state: Circus.State): Promise<void> {
    this.#plan(state);
    if (this.#planned.size === 0) return;
    try {
      await this.#file.begin();
    } catch (error) {
      throw withoutStack(error, { stack: 'empty' });
    }
  }

  async #end(state: Circus.State): Promise<void> {
    for (const [test, reason] of this.#skipped) this.#file.report.skipped(testTitle(test), reason);
    // Of hooks: what they began may have been for a later test to await.
    state.unhandledErrors.push(...this.#file.unawaited.take());
    for (const error of await this.#file.end()) {
      state.unhandledErrors.push(withoutStack(error, { stack: 'message' }));
    }
  }

  #setUp({ runtimeGlobals }: { readonly runtimeGlobals: object }, state: Circus.State): void {
    if (this.#options.testTimeout === undefined) state.testTimeout = defaultTestTimeoutMs;
    this.#globals = { ...runtimeGlobals };
    this.#markers.install(this.#globals);
    this.onSetUp(this.#globals);
  }

  async #onHookFailure({ hook, describeBlock, test, error }: EventNamed<'hook_failure'>): Promise<void> {
    // The failure of a test's own hook is that of the test, which may be retried.
    if (!test) this.#failed.add(hook);
    const waits = this.#endOf(hook, error, hook.type === 'beforeAll' ? this.#firstOf(describeBlock) : test);
    if (hook.type === 'afterAll' && describeBlock) this.#fileAbort.onAfterAllFailure(describeBlock);
    await this.#file.evidence.onHookFailure(hook, { block: describeBlock, test, waits });
  }

  /** What its function has left open is seen now: it has not been seen by the test. */
  async #onFnSuccess({ test }: EventNamed<'test_fn_success'>): Promise<void> {
    this.#file.running.end(test);
    const open = this.#file.unawaited.take(test);
    // One that is to fail has failed, and all is well.
    if (test.failing || open.length === 0) return;
    test.errors.push(...open);
    await this.#file.evidence.onTestFailure(test);
  }

  async #onFnFailure({ test, error }: EventNamed<'test_fn_failure'>): Promise<void> {
    const waits = this.#endOf(test, error, test);
    // Its own error is the one to look at.
    this.#file.unawaited.take(test);
    await this.#file.evidence.onTestFailure(test, waits);
  }

  /**
   * A test or hook has failed. What it was waiting for when its time was up is not in Jest's error: it is told before it.
   *
   * @param test - whose errors are shown for it
   */
  #endOf(code: Code, error: unknown, test: Circus.TestEntry | undefined): readonly StoppedWait[] {
    withoutFollowing(error);
    const waits = this.#file.stoppedBy(() => this.#file.running.end(code, error));
    const errors = waits.map(({ text }) => withoutStack(new TestFileError(text), { stack: 'message' }));
    // Before Jest's own, which says only that the time was up.
    if (test) test.errors.unshift(...errors);
    else for (const wait of waits) this.#file.report.warning(stoppedLine(wait));
    return waits;
  }

  async #onTestDone({ test }: EventNamed<'test_done'>, state: Circus.State): Promise<void> {
    // A test whose hook has failed gets no other word of its end.
    this.#file.running.end(test);
    if (test.errors.length > 0) this.#failed.add(test);
    this.#fileAbort.onTestDone(test, state);
    await this.#file.evidence.onTestDone(test);
  }

  /** Where the failure of a `beforeAll` hook is shown: Jest gives it to each test of the block. */
  #firstOf(block: Circus.DescribeBlock | undefined): Circus.TestEntry | undefined {
    return block && [...allTests(block)].find((test) => this.#planned.has(test));
  }

  #onBlockRetry(block: Circus.DescribeBlock): void {
    this.#fileAbort.onBlockRetry(block);
    for (const hook of block.hooks) this.#failed.delete(hook);
    for (const test of allTests(block)) {
      this.#failed.delete(test);
      this.#file.evidence.onRetry(test);
    }
  }

  /** Finds out which tests will run, now that all are known. */
  #plan(state: Circus.State): void {
    const { deployedModel, global, report } = this.#options;
    for (const test of allTests(state.rootDescribeBlock)) {
      if (!willRun(test, state)) continue;
      if (deployedModel !== undefined && this.#markers.has(test, 'skipIfDeployed')) {
        // As if it were written so: then the hooks of a block with nothing else in it do not run either.
        test.mode = 'skip';
        const reason = `it is marked skipIfDeployed, and noDeploy says that model ${deployedModel} has all it needs`;
        this.#skipped.set(test, reason);
      } else {
        this.#planned.add(test);
      }
    }
    if (![...this.#planned].some((test) => this.#markers.has(test, 'abortOnFail'))) return;
    // Only then is it known in time whether a test has failed for good. Jest 29 does not have it.
    if (global[retryTimes]) global[retryImmediately] = true;
    if (state.randomize)
      report('--randomize shuffles the tests: abortOnFail skips those that come later by chance');
  }
}

const definitionEvents: ReadonlySet<Circus.Event['name']> = new Set([
  'start_describe_definition',
  'finish_describe_definition',
  'add_hook',
  'add_test',
  'error',
  'error_handled',
] as const);

function isOfDefinition(event: Circus.Event): boolean {
  return definitionEvents.has(event.name);
}
