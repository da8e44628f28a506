import type { Circus } from '@jest/types';

import { TestFileError, withoutStack } from '../errors';
import { ProcessGuard } from '../process-guard';
import type { TestFile } from '../test-file';
import { FileAbort } from './file-abort';
import { Markers } from './markers';
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
  readonly #fileAbort: FileAbort;
  #globals: Readonly<Record<string, unknown>> = {};
  #failures = 0;

  constructor(file: TestFile, options: FileEventsOptions) {
    this.#file = file;
    this.#options = options;
    this.#fileAbort = new FileAbort({
      isMarked: (node, marker) => this.#markers.has(node, marker),
      isPlanned: (test) => this.#planned.has(test),
      hasBegun: (test) => file.running.hasBegun(test),
      retryTimes: () => Number(options.global[retryTimes] ?? 0),
      skipped: (test, reason) => file.report.skipped(testTitle(test), reason),
    });
  }

  /** Circus' `test`, `describe` and so on, with the markers. */
  get globals(): Readonly<Record<string, unknown>> {
    return this.#globals;
  }

  get aborted(): boolean {
    return this.#fileAbort.reason !== undefined;
  }

  /** How many tests and hooks have failed so far. */
  get failures(): number {
    return this.#failures;
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
      const added = state.currentDescribeBlock.children.at(-1);
      if (event.name === 'add_test' && added?.type === 'test') this.#file.running.follow(added);
    } catch (error) {
      state.unhandledErrors.push(error);
    }
    return undefined;
  }

  async #onRun(event: Circus.Event, state: Circus.State): Promise<void> {
    await ProcessGuard.shared.holdWhenInterrupted();
    switch (event.name) {
      case 'setup':
        if (this.#options.testTimeout === undefined) state.testTimeout = defaultTestTimeoutMs;
        this.#globals = { ...event.runtimeGlobals };
        this.#markers.install(this.#globals);
        break;
      case 'run_start':
        this.#plan(state);
        if (this.#planned.size > 0) await this.#begin();
        break;
      case 'run_finish':
        for (const error of await this.#file.end()) state.unhandledErrors.push(withoutStack(error));
        break;
      default:
        this.#onTests(event, state);
        this.#onCode(event);
    }
  }

  async #begin(): Promise<void> {
    try {
      await this.#file.begin();
    } catch (error) {
      throw withoutStack(error);
    }
  }

  #onTests(event: Circus.Event, state: Circus.State): void {
    switch (event.name) {
      case 'run_describe_start':
        this.#fileAbort.onBlockStart(event.describeBlock);
        break;
      case 'test_start':
        this.#fileAbort.onTestStart(event.test);
        break;
      case 'test_done':
        if (event.test.errors.length > 0) this.#failures++;
        this.#fileAbort.onTestDone(event.test, state);
        break;
      case 'hook_failure':
        this.#failures++;
        if (event.hook.type === 'afterAll' && event.describeBlock) {
          this.#fileAbort.onAfterAllFailure(event.describeBlock);
        }
        break;
      case 'describe_retry':
        this.#fileAbort.onBlockRetry(event.describeBlock);
        break;
      default:
    }
  }

  /** Keeps account of the functions that run. */
  #onCode(event: Circus.Event): void {
    const { running } = this.#file;
    switch (event.name) {
      case 'hook_start':
        running.start(event.hook);
        break;
      case 'hook_success':
        running.end(event.hook);
        break;
      case 'hook_failure':
        running.end(event.hook, event.error);
        break;
      case 'test_fn_start':
        running.start(event.test);
        break;
      case 'test_fn_failure':
        running.end(event.test, event.error);
        break;
      // A test whose hook has failed gets no other word of its end.
      case 'test_fn_success':
      case 'test_done':
        running.end(event.test);
        break;
      default:
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
        this.#file.report.skipped(testTitle(test), reason);
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
