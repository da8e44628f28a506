import { toMilliseconds } from '../duration';
import { anySignal, type CallLimits } from '../model/calls/call-limits';
import { checkKeys } from '../model/calls/check-keys';
import type { Model } from '../model/model';
import type { AddK8sOptions } from './add-k8s';
import { type ArgumentsAndOptions, commandLine } from './command-line';
import type { CurrentModel } from './current-model';
import type { CommandResult } from './errors';
import type { EvidenceRequest } from './evidence/evidence-request';
import { FastForward, fastForward, type FastForwardOptions, restoring } from './fast-forward';
import type { ForgetModelOptions } from './forget-model';
import { runJuju } from './juju-program';
import { describeModel } from './log-model';
import { ModelContext } from './model-context';
import { ModelKeep } from './model-keep';
import { OpsTestCore } from './ops-test-core';
import type { OpsTestHost } from './ops-test-host';
import type { OpsTestOptions } from './ops-test-options';
import { OpsTestRendering } from './ops-test-rendering';
import type { TestSignal } from './test-signal';
import { timeoutSignal } from './timeout-signal';
import type { TrackModelOptions } from './track-model-options';

/** How long a summary of a model may take to come. */
const logTimeout = '1m';

/**
 * The models of one test file, and what is done with them: `opsTest` in a test.
 *
 * Behaviour follows pytest-operator's `ops_test`, on Juju 3 and 4, where nothing else is said.
 *
 * @example
 * ```ts
 * const charm = await opsTest.buildCharm('.');
 * await opsTest.model.deploy(charm);
 * const [bundle] = await opsTest.renderBundles(['./bundle.yaml.j2'], { channel: 'edge' });
 * const charms = await opsTest.renderCharms(['./charms/one', './charms/two']);
 * await opsTest.forgetModel('other', { destroyStorage: true });
 * await opsTest.forgetCloud('cluster'); // with its models
 * await opsTest.logModel();
 * if (!opsTest.isCrashDumpEnabled()) opsTest.abort('the cloud is out of machines');
 * ```
 *
 * @public
 */
export class OpsTest extends OpsTestRendering {
  /** What becomes of a model in the end; for `trackModel`. */
  readonly ModelKeep = ModelKeep;

  readonly #core: OpsTestCore;
  readonly #host: OpsTestHost;
  readonly #signal: TestSignal;
  readonly #current: CurrentModel;

  /** @internal */
  constructor(options: OpsTestOptions, host: OpsTestHost, core = new OpsTestCore(options, host)) {
    super(core);
    this.#core = core;
    this.#host = host;
    this.#signal = core.signal;
    this.#current = core.current;
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
    return (await this.#core.started('opsTest.trackModel').track(alias, options, { cloudName })).model;
  }

  /**
   * Forgets a model: destroys it, unless it is kept, and waits until it is gone.
   *
   * @param alias - the current one where it is left away
   * @throws ModelNotFoundError for an alias that is not tracked; ModelLeftOverError where the model was not gone in time
   */
  async forgetModel(alias?: string, options: ForgetModelOptions = {}): Promise<void> {
    await this.#core
      .started('opsTest.forgetModel')
      .forget(alias ?? this.#current.require('opsTest.forgetModel').alias, options);
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
    return this.#core.run(line);
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
    return runJuju(line, await this.#core.place(line.options));
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
    return await this.#core.started('opsTest.addK8s').addK8s(options);
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
    await this.#core.started('opsTest.forgetCloud').forgetCloud(cloudName, limits);
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
      await describeModel(this.#current.require('opsTest.logModel'), { signal: whole, timeout }, 'whole'),
    );
  }

  /**
   * Runs `juju-crashdump` on the current model, whatever the option `crashDump` says. By itself that happens before a
   * model is forgotten, where `isCrashDumpEnabled` says so.
   *
   * @param limits - `timeout` is 30 minutes by default
   * @returns whether there is such a program; how it ended is reported, not thrown
   * @throws NoModelError; CommandError where it took too long or was given up
   * @example
   * ```ts
   * opsTest.crashDumpOutput = 'artifacts';
   * await opsTest.createCrashDump({ timeout: '5m' });
   * ```
   */
  async createCrashDump(limits: CallLimits = {}): Promise<boolean> {
    checkKeys(limits, ['timeout', 'signal'], 'createCrashDump');
    return this.#core.createCrashDump(this.#current.require('opsTest.createCrashDump'), limits);
  }

  /**
   * Whether a crash dump is made of the current model when it is forgotten, as things are now: by the option
   * `crashDump`, by whether a test or a hook of this file has failed, and by whether the model is kept.
   */
  isCrashDumpEnabled(): boolean {
    return this.#core.isCrashDumpEnabled(this.keepModel);
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
    return await restoring(restore, body, (line) => this.#host.warn(line));
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
  start(): Promise<void> {
    return this.#core.start();
  }

  /**
   * Forgets all models, newest first, and lets go of everything. Tries everything, whatever fails.
   *
   * @throws AggregateError with an error for each model that is left over
   * @internal
   */
  finish(): Promise<void> {
    return this.#core.finish();
  }

  /** Keeps what is known of all tracked models, in a folder. @internal */
  gatherEvidence(request: EvidenceRequest): Promise<number> {
    return this.#core.gatherEvidence(request);
  }

  /** Whether there is a model that something could be known of. @internal */
  get hasEvidence(): boolean {
    return this.#core.hasEvidence;
  }

  async #within<T>(alias: string, body: (model: Model) => T | Promise<T>): Promise<T> {
    const { model } = this.#current.tracked.require(alias);
    return this.#current.contexts.run(alias, () => body(model));
  }
}
