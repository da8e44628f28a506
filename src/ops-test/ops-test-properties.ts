import type { Controller } from '../model/controller/controller';
import type { Model } from '../model/model';
import type { CrashDumpMode } from './crash-dump-settings';
import { type ModelState, publicState, staysNow } from './model-state';
import type { OpsTestCore } from './ops-test-core';

/**
 * What `opsTest` can be asked: which models there are, and where.
 *
 * @public
 */
export class OpsTestProperties {
  readonly #core: OpsTestCore;

  /** @internal */
  constructor(core: OpsTestCore) {
    this.#core = core;
  }

  /**
   * The current model: that of the test file, or the one of the open `modelContext`.
   *
   * @throws NoModelError where there is none
   */
  get model(): Model {
    return this.#core.current.require('opsTest.model').model;
  }

  /** Whether there is a current model. */
  get hasModel(): boolean {
    return this.#core.current.get() !== undefined;
  }

  /** All models that are tracked, by alias. A copy. */
  get models(): ReadonlyMap<string, ModelState> {
    const { current, host } = this.#core;
    return new Map(current.tracked.all().map((tracked) => [tracked.alias, publicState(tracked, host)]));
  }

  /** What the tests call the current model; `undefined` where there is none. */
  get currentAlias(): string | undefined {
    return this.#core.current.get()?.alias;
  }

  /** The current model's name on its controller. */
  get modelName(): string | undefined {
    return this.#core.current.get()?.modelName;
  }

  /** The current model with its controller, `controller:model`, as the juju client takes it after `-m`. */
  get modelFullName(): string | undefined {
    return this.#core.current.get()?.fullName;
  }

  /** The cloud of the current model. */
  get cloudName(): string | undefined {
    return this.#core.current.get()?.cloudName;
  }

  /** The configuration of the current model, as it was when it was tracked. */
  get modelConfig(): Readonly<Record<string, unknown>> | undefined {
    return this.#core.current.get()?.config;
  }

  /** Whether the current model stays when the file ends; without one, the option `keepModels`. */
  get keepModel(): boolean {
    const { current, options, host } = this.#core;
    const { keepModels = false } = options;
    const fallback = { keep: keepModels === true, keepOnFailure: keepModels === 'on-failure' };
    return staysNow(current.get() ?? fallback, host);
  }

  /** Whether the current model's storage is destroyed with it; without one, the option `destroyStorage`. */
  get destroyStorage(): boolean {
    return this.#core.current.get()?.destroyStorage ?? this.#core.options.destroyStorage ?? false;
  }

  /** The controller that models are made on. */
  get controller(): Controller {
    return this.#core.started('opsTest.controller').place.controller;
  }

  /** The controller's name, as the juju client knows it. */
  get controllerName(): string {
    return this.#core.started('opsTest.controllerName').place.controllerName;
  }

  /** The name that the file's own model has unless the option `model` gives it one: `my-charm-x1y2`. */
  get defaultModelName(): string {
    return this.#core.defaultModelName;
  }

  /**
   * A temporary folder of the current model, made when it is first asked for; each model has its own. It is removed
   * when the file ends without a failure, unless you named its place (`baseTemp`, or `TOX_ENV_DIR`).
   */
  get tmpPath(): string {
    return this.#core.tmpPath;
  }

  /** Whether the rest of the file is skipped, by `abort` or by a test marked `abortOnFail`. */
  get aborted(): boolean {
    return this.#core.host.aborted?.() ?? false;
  }

  /** The embedded controller that the file runs on; `undefined` on a real one. */
  get embedded(): unknown {
    return this.#core.host.embedded;
  }

  /**
   * When `juju-crashdump` is run before a model is forgotten. At first what the option says; may be set.
   *
   * @throws JujuError for a mode that there is none
   */
  get crashDump(): CrashDumpMode {
    return this.#core.crashDump.mode;
  }

  set crashDump(mode: CrashDumpMode) {
    this.#core.crashDump.mode = mode;
  }

  /** The folder that crash dumps go to; `undefined` for Jest's `rootDir`. May be set. */
  get crashDumpOutput(): string | undefined {
    return this.#core.crashDump.output;
  }

  set crashDumpOutput(folder: string | undefined) {
    this.#core.crashDump.output = folder;
  }

  /** More arguments for `juju-crashdump`. May be set, to words or to a text that is split as a shell does. */
  get crashDumpArgs(): readonly string[] {
    return this.#core.crashDump.args;
  }

  set crashDumpArgs(args: string | readonly string[]) {
    this.#core.crashDump.args = args;
  }
}
