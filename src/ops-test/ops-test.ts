import { toMilliseconds } from '../duration';
import { JujuError } from '../errors';
import { anySignal, type CallLimits } from '../model/call-limits';
import type { Controller } from '../model/controller';
import type { Model } from '../model/model';
import type { AddK8sOptions } from './add-k8s';
import { baseTemp } from './base-temp';
import { type ArgumentsAndOptions, commandLine, type RunOptions } from './command-line';
import { commandPlace } from './command-place';
import { CurrentModel } from './current-model';
import type { CommandResult } from './errors';
import type { EvidenceRequest } from './evidence/evidence-request';
import { gatherEvidence } from './evidence/gather-evidence';
import { podLogsFor } from './evidence/pod-logs';
import { FastForward, fastForward, type FastForwardOptions, restoring } from './fast-forward';
import type { FileModels } from './file-models';
import type { ForgetModelOptions } from './forget-model';
import { runJuju } from './juju-program';
import { describeModel } from './log-model';
import { ModelContext } from './model-context';
import { ModelKeep } from './model-keep';
import { newModelName } from './model-names';
import { type ModelState, publicState, staysNow } from './model-state';
import { type OpenedFileModels, openFileModels } from './open-file-models';
import type { OpsTestHost } from './ops-test-host';
import type { OpsTestOptions } from './ops-test-options';
import { Bundle } from './rendering/bundle';
import { downloadBundle } from './rendering/download-bundle';
import {
  type BundleSource,
  renderBundle,
  type RenderingPlace,
  type TemplateContext,
} from './rendering/render-bundle';
import { renderCharm, type RenderCharmOptions } from './rendering/render-charm';
import { type CommandPlace, runCommand } from './run-command';
import { TempFolders } from './temp-folders';
import { TestSignal } from './test-signal';
import { timeoutSignal } from './timeout-signal';
import type { TrackModelOptions } from './track-model-options';

/** How long a summary of a model may take to come. */
const logTimeout = '1m';

/**
 * The models of one test file, and what is done with them: `opsTest` in a test.
 *
 * Behaviour follows pytest-operator's `ops_test`, on Juju 3 and 4, where nothing else is said.
 *
 * @public
 */
export class OpsTest {
  /** What becomes of a model in the end; for `trackModel`. */
  readonly ModelKeep = ModelKeep;
  /** A bundle of Charmhub, for `renderBundle`. */
  readonly Bundle = Bundle;

  readonly #options: OpsTestOptions;
  readonly #host: OpsTestHost;
  readonly #signal: TestSignal;
  readonly #current = new CurrentModel();
  readonly #folders: TempFolders;
  readonly #ending = new AbortController();
  #opening: Promise<OpenedFileModels> | undefined;
  #models: FileModels | undefined;
  #defaultModelName: string | undefined;
  #tmpPath: string | undefined;
  #finished: Promise<void> | undefined;

  /** @internal */
  constructor(options: OpsTestOptions, host: OpsTestHost) {
    this.#options = options;
    this.#host = host;
    this.#signal = new TestSignal(host);
    this.#folders = new TempFolders(() => baseTemp(options.baseTemp, host.rootDir, host.env));
  }

  /**
   * The current model: that of the test file, or the one of the open `modelContext`.
   *
   * @throws NoModelError where there is none
   */
  get model(): Model {
    return this.#current.require('opsTest.model').model;
  }

  /** Whether there is a current model. */
  get hasModel(): boolean {
    return this.#current.get() !== undefined;
  }

  /** All models that are tracked, by alias. A copy. */
  get models(): ReadonlyMap<string, ModelState> {
    const all = this.#current.tracked.all();
    return new Map(all.map((tracked) => [tracked.alias, publicState(tracked, this.#host)]));
  }

  /** What the tests call the current model; `undefined` where there is none. */
  get currentAlias(): string | undefined {
    return this.#current.get()?.alias;
  }

  /** The current model's name on its controller. */
  get modelName(): string | undefined {
    return this.#current.get()?.modelName;
  }

  /** The current model with its controller, `controller:model`, as the juju client takes it after `-m`. */
  get modelFullName(): string | undefined {
    return this.#current.get()?.fullName;
  }

  /** The cloud of the current model. */
  get cloudName(): string | undefined {
    return this.#current.get()?.cloudName;
  }

  /** The configuration of the current model, as it was when it was tracked. */
  get modelConfig(): Readonly<Record<string, unknown>> | undefined {
    return this.#current.get()?.config;
  }

  /** Whether the current model stays when the file ends; without one, the option `keepModels`. */
  get keepModel(): boolean {
    const { keepModels = false } = this.#options;
    const fallback = { keep: keepModels === true, keepOnFailure: keepModels === 'on-failure' };
    return staysNow(this.#current.get() ?? fallback, this.#host);
  }

  /** Whether the current model's storage is destroyed with it; without one, the option `destroyStorage`. */
  get destroyStorage(): boolean {
    return this.#current.get()?.destroyStorage ?? this.#options.destroyStorage ?? false;
  }

  /** The controller that models are made on. */
  get controller(): Controller {
    return this.#started('opsTest.controller').place.controller;
  }

  /** The controller's name, as the juju client knows it. */
  get controllerName(): string {
    return this.#started('opsTest.controllerName').place.controllerName;
  }

  /** The name that the file's own model has unless the option `model` gives it one: `my-charm-x1y2`. */
  get defaultModelName(): string {
    return (this.#defaultModelName ??= newModelName(this.#host.testPath));
  }

  /**
   * A temporary folder of the current model, made when it is first asked for; each model has its own. It is removed
   * when the file ends without a failure, unless you named its place (`baseTemp`, or `TOX_ENV_DIR`).
   */
  get tmpPath(): string {
    const current = this.#current.get();
    if (current) return (current.tmpPath ??= this.#folders.make(current.modelName));
    return (this.#tmpPath ??= this.#folders.make(this.defaultModelName));
  }

  /** Whether the rest of the file is skipped, by `abort` or by a test marked `abortOnFail`. */
  get aborted(): boolean {
    return this.#host.aborted?.() ?? false;
  }

  /** The embedded controller that the file runs on; `undefined` on a real one. */
  get embedded(): unknown {
    return this.#host.embedded;
  }

  /**
   * Tracks a model: makes one, or takes one that is there. The current model stays the same.
   *
   * @param alias - what the tests call it
   * @returns the model, connected
   * @throws ModelInUseError for an alias or a name that is taken; ModelNotFoundError where it should be there
   * @example
   * ```ts
   * await opsTest.trackModel('cos', { cloudName: 'microk8s' });
   * await opsTest.modelContext('cos', (cos) => cos.deploy('./tester', { name: 'tester' }));
   * ```
   */
  async trackModel(alias: string, options: TrackModelOptions = {}): Promise<Model> {
    // A second model goes where the current one is.
    const { cloudName } = this;
    return (await this.#started('opsTest.trackModel').track(alias, options, { cloudName })).model;
  }

  /**
   * Forgets a model: destroys it, unless it is kept, and waits until it is gone.
   *
   * @param alias - the current one where it is left away
   * @throws ModelNotFoundError for an alias that is not tracked; ModelLeftOverError where the model was not gone in time
   */
  async forgetModel(alias?: string, options: ForgetModelOptions = {}): Promise<void> {
    await this.#started('opsTest.forgetModel').forget(
      alias ?? this.#current.require('opsTest.forgetModel').alias,
      options,
    );
  }

  /**
   * Makes another tracked model the current one, while `body` runs.
   *
   * @returns what `body` returns
   * @throws ModelNotFoundError for an alias that is not tracked
   * @example
   * ```ts
   * await opsTest.modelContext('cos', async (cos) => {
   *   await cos.waitForIdle({ status: 'active' });
   * });
   * ```
   */
  modelContext<T>(alias: string, body: (model: Model) => T | Promise<T>): Promise<T>;
  /**
   * Makes another tracked model the current one, until the context is disposed of.
   *
   * @example
   * ```ts
   * using cos = opsTest.modelContext('cos');
   * await cos.model.waitForIdle({ status: 'active' });
   * ```
   */
  modelContext(alias: string): ModelContext;
  modelContext<T>(alias: string, body?: (model: Model) => T | Promise<T>): Promise<T> | ModelContext {
    if (body) return this.#within(alias, body);
    const { model } = this.#current.tracked.require(alias);
    return new ModelContext(alias, model, this.#current.contexts.enter(alias));
  }

  /**
   * Runs a command: program and arguments, and options at the end. `JUJU_MODEL` names the current model to it.
   *
   * When its time is up or its test is given up, it is ended with all its descendants.
   *
   * @throws CommandError for an exit code other than 0 (with `check`), or for a command that took too long;
   * ProgramNotFoundError
   * @example
   * ```ts
   * const { stdout } = await opsTest.run('git', 'rev-parse', 'HEAD', { check: true });
   * ```
   */
  async run(program: string, ...args: ArgumentsAndOptions): Promise<CommandResult> {
    const line = commandLine([program, ...args], 'opsTest.run');
    return runCommand(line, await this.#place(line.options));
  }

  /**
   * Runs the juju client, on the current model; arguments, and options at the end, as with `run`.
   *
   * @example
   * ```ts
   * const { stdout } = await opsTest.juju('status', '--format=json', { check: true });
   * ```
   */
  async juju(...args: ArgumentsAndOptions): Promise<CommandResult> {
    const line = commandLine(['juju', ...args], 'opsTest.juju');
    return runJuju(line, await this.#place(line.options));
  }

  /**
   * Renders the templates in a copy of a charm's folder, as Jinja2 does. The charm itself stays as it is.
   *
   * @param charm - the charm's folder, relative to Jest's `rootDir`
   * @returns the copy, below `tmpPath`
   * @throws TemplateError naming file, line and what is wrong; JujuError where the charm cannot be read or copied
   * @example
   * ```ts
   * const path = await opsTest.renderCharm('.', { include: ['src/*'], context: { library: copyIn('dist/lib.tar.gz') } });
   * ```
   */
  async renderCharm(charm: string, options: RenderCharmOptions = {}): Promise<string> {
    return await renderCharm(this.#rendering(), charm, options);
  }

  /** Renders several charms, as `renderCharm` does one; the results are in the order of the charms. */
  async renderCharms(charms: readonly string[], options: RenderCharmOptions = {}): Promise<string[]> {
    const place = this.#rendering();
    return await Promise.all(charms.map((charm) => renderCharm(place, charm, options)));
  }

  /**
   * Renders a bundle, as Jinja2 does.
   *
   * @param bundle - its text, the path of a file, or an `opsTest.Bundle`, which the juju client downloads
   * @returns the path of the rendered bundle, below `tmpPath`
   * @throws TemplateError naming file, line and what is wrong
   * @example
   * ```ts
   * const bundle = await opsTest.renderBundle('tests/bundle.yaml.j2', { charm: './web.charm' });
   * ```
   */
  async renderBundle(bundle: BundleSource, context: TemplateContext = {}): Promise<string> {
    return await renderBundle(this.#rendering(), bundle, context);
  }

  /** Renders several bundles, as `renderBundle` does one; the results are in the order of the bundles. */
  async renderBundles(bundles: readonly BundleSource[], context: TemplateContext = {}): Promise<string[]> {
    const place = this.#rendering();
    return await Promise.all(bundles.map((bundle) => renderBundle(place, bundle, context)));
  }

  /**
   * Adds a Kubernetes cluster to the controller as a cloud, for models of this file. The cloud goes with the file.
   *
   * @returns the cloud's name
   * @throws KubernetesError where the cluster, its credential or its storage class cannot be found out; JujuError with
   * what the controller says. Either way nothing is left half done
   * @example
   * ```ts
   * const cloudName = await opsTest.addK8s({ context: 'lab', skipStorage: false });
   * await opsTest.trackModel('cos', { cloudName });
   * ```
   */
  async addK8s(options: AddK8sOptions = {}): Promise<string> {
    return await this.#started('opsTest.addK8s').addK8s(options);
  }

  /**
   * Forgets a cloud that `addK8s` has added: destroys its models with their storage, newest first, and removes the cloud.
   * Where a model on it is kept, the cloud is kept too, with a warning.
   *
   * @param cloudName - what `addK8s` has returned
   * @throws JujuError with the code `not found` for any other cloud; ModelLeftOverError where a model was not gone in
   * time
   */
  async forgetCloud(cloudName: string, limits: CallLimits = {}): Promise<void> {
    await this.#started('opsTest.forgetCloud').forgetCloud(cloudName, limits);
  }

  /** Logs a summary of the current model: its status, and the errors in its debug-log. */
  async logModel(limits: CallLimits = {}): Promise<void> {
    const { signal, timeout = logTimeout } = limits;
    const whole = anySignal(
      signal,
      this.#signal.current(),
      timeoutSignal(toMilliseconds(timeout, 'timeout')),
    );
    this.#host.report(
      await describeModel(this.#current.require('opsTest.logModel'), { signal: whole, timeout }),
    );
  }

  /**
   * Lets `update-status` fire faster in the current model while `body` runs, and puts its interval back afterwards,
   * even where `body` throws. A default is put back by a reset.
   *
   * @returns what `body` returns
   * @example
   * ```ts
   * await opsTest.fastForward({ fastInterval: '10s' }, () => opsTest.model.waitForIdle({ status: 'active' }));
   * ```
   */
  fastForward<T>(options: FastForwardOptions, body: () => T | Promise<T>): Promise<T>;
  /**
   * Lets `update-status` fire faster in the current model, until the returned object is disposed of.
   *
   * @example
   * ```ts
   * await using _ = await opsTest.fastForward();
   * ```
   */
  fastForward(options?: FastForwardOptions): Promise<FastForward>;
  async fastForward<T>(
    options: FastForwardOptions = {},
    body?: () => T | Promise<T>,
  ): Promise<T | FastForward> {
    const { model } = this.#current.require('opsTest.fastForward');
    const restore = await fastForward(model, options, this.#signal);
    if (!body) return new FastForward(restore);
    return await restoring(restore, body, (line) => this.#host.report(line));
  }

  /** Fails the running test and skips the rest of the file. */
  abort(reason = 'opsTest.abort() was called'): never {
    return this.#host.abort(reason);
  }

  /**
   * Connects to the controller and makes the file's own model. If that fails, nothing of it is left.
   *
   * @internal
   */
  async start(): Promise<void> {
    try {
      await this.#start();
    } catch (error) {
      await this.finish().catch((cleanUp: unknown) => this.#host.report((cleanUp as Error).message));
      throw error;
    }
  }

  /**
   * Forgets all models, newest first, and lets go of everything. Tries everything, whatever fails.
   *
   * @throws AggregateError with an error for each model that is left over
   * @internal
   */
  finish(): Promise<void> {
    return (this.#finished ??= this.#finish());
  }

  /**
   * Keeps what is known of all tracked models, in a folder. Ends in its time, whatever the controller does.
   *
   * @returns how many things could not be had
   * @internal
   */
  async gatherEvidence(request: EvidenceRequest): Promise<number> {
    const { place } = this.#started('opsTest.gatherEvidence');
    const scene = {
      models: this.#current.tracked.all(),
      timeScale: this.#host.timeScale,
      podLogs: podLogsFor(place),
    };
    const signal = AbortSignal.any([AbortSignal.timeout(request.limitMs), this.#ending.signal]);
    // The signal of the test that has failed must not end it.
    return await this.#signal.tidy(() =>
      gatherEvidence(request, scene, { signal, timeout: request.limitMs }),
    );
  }

  /** Whether there is a model that something could be known of. @internal */
  get hasEvidence(): boolean {
    return this.#models !== undefined && this.#current.tracked.all().length > 0;
  }

  async #start(): Promise<void> {
    if (this.#finished) throw new JujuError('opsTest cannot be started: the test file is over.');
    const signal = anySignal(this.#signal.current(), this.#ending.signal);
    const scene = { host: this.#host, signal: this.#signal, current: this.#current, connectSignal: signal };
    this.#opening = openFileModels(this.#options, scene);
    const { models, trackOwn } = await this.#opening;
    this.#models = models;
    await trackOwn(this.defaultModelName);
  }

  /** The beginning may still be under way: what it has come to is put away as well. */
  async #finish(): Promise<void> {
    this.#ending.abort(new JujuError('The test file is over.'));
    const opened = await this.#opening?.catch(() => undefined);
    const errors = (await opened?.models.close()) ?? [];
    if ((this.#host.failures?.() ?? 0) === 0) await this.#folders.remove((line) => this.#host.report(line));
    if (errors.length === 0) return;
    const list = errors.map(({ message }) => `\n  - ${message}`).join('');
    throw new AggregateError(errors, `The test file did not end cleanly:${list}`);
  }

  #started(what: string): FileModels {
    if (this.#models) return this.#models;
    throw new JujuError(
      `${what} needs the controller, to which opsTest is not connected yet: use it in a hook or a test, ` +
        'not while the file is being read.',
    );
  }

  async #within<T>(alias: string, body: (model: Model) => T | Promise<T>): Promise<T> {
    const { model } = this.#current.tracked.require(alias);
    return this.#current.contexts.run(alias, () => body(model));
  }

  #rendering(): RenderingPlace {
    return {
      rootDir: this.#host.rootDir,
      tmpPath: this.tmpPath,
      modelName: this.modelName ?? this.defaultModelName,
      download: (bundle, folder) =>
        downloadBundle((args, options) => this.juju(...args, options), bundle, folder),
    };
  }

  #place(options: RunOptions): Promise<CommandPlace> {
    const tracked = this.#current.get();
    const signal = this.#signal.current();
    return commandPlace(options, { host: this.#host, place: this.#models?.place, tracked, signal });
  }
}
