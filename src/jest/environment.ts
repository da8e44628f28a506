import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';
import type { Circus } from '@jest/types';

import { NodeEnvironment } from './base-environment';
import { FileEvents } from './circus/file-events';
import { polyfillDisposeSymbols } from './dispose-symbols';
import { withoutStack } from './errors';
import { type Expect, FileMatchers } from './matchers/file-matchers';
import { refuseMissingName } from './missing-names';
import { readOptions } from './options';
import { createMembrane } from './realm/membrane';
import { notice } from './report/notice';
import { sandboxCondition, shareWithSandbox } from './sandbox';
import { TestFile } from './test-file';

/**
 * Jest's Node environment with an `opsTest` in it: for each test file a Juju model, made before its first test and
 * destroyed after its last.
 *
 * The preset sets it. By itself it is `testEnvironment: 'jest-operator/environment'`, or for one file
 * `@jest-environment jest-operator/environment` in its docblock.
 *
 * @public
 */
class TestEnvironment extends NodeEnvironment {
  /** By the name that Jest's own environments have it under. */
  static readonly TestEnvironment = TestEnvironment;

  readonly #file: TestFile;
  readonly #events: FileEvents;

  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    const { options, config: nodeConfig } = plainly(() => readOptions(config, context));
    super(nodeConfig, context);
    const { projectConfig, globalConfig } = nodeConfig;
    this.#file = new TestFile({
      testPath: context.testPath,
      projectConfig,
      options,
      abort: (reason) => this.#events.abort(reason),
      aborted: () => this.#events.aborted,
      failures: () => this.#events.failures,
    });
    this.#events = new FileEvents(this.#file, {
      testTimeout: globalConfig.testTimeout ?? projectConfig.testTimeout,
      deployedModel: options.noDeploy ? options.model : undefined,
      global: this.global,
      report: notice,
    });
    this.#openSandbox();
  }

  /** Acts on what happens in the test file. An environment built on this one passes all events on to it. */
  handleTestEvent(event: Circus.Event, state: Circus.State): Promise<void> | undefined {
    return this.#events.handle(event, state);
  }

  /** Adds the condition by which a test file gets this package as it is outside the sandbox. */
  override exportConditions(): string[] {
    return [...super.exportConditions(), sandboxCondition];
  }

  /** Clears away what is still there, where the tests did not come to their end. */
  override async teardown(): Promise<void> {
    // An error thrown here would take the results of the file with it.
    if (!this.#file.hasEnded) for (const error of await this.#file.end()) notice(error.message);
    await super.teardown();
  }

  #openSandbox(): void {
    const context = this.getVmContext();
    if (!context) return;
    polyfillDisposeSymbols(this.global);
    const membrane = createMembrane(context, this.global, this.#file.unawaited.watch, refuseMissingName);
    Object.assign(this.global, { opsTest: membrane.toInside(this.#file.opsTest) });
    const matchers = new FileMatchers(membrane, this.#file.unawaited.watch);
    this.#events.onSetUp = ({ expect }) => matchers.install(expect as Expect);
    const eventually = membrane.toInside(matchers.eventually);
    shareWithSandbox(this.global, membrane, () => ({ ...this.#events.globals, eventually }));
  }
}

// Not `export default`: an ES module that imports it gets the class then, and not an object that holds it.
export = TestEnvironment;

function plainly<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw withoutStack(error, { stack: 'empty' });
  }
}
