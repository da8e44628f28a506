import { JujuError } from '../errors';
import { anySignal, type CallLimits } from '../model/calls/call-limits';
import { baseTemp } from './base-temp';
import type { CommandLine, RunOptions } from './command-line';
import { commandPlace } from './command-place';
import { createCrashDump } from './crash-dump';
import { CrashDumpSettings } from './crash-dump-settings';
import { CurrentModel } from './current-model';
import type { CommandResult } from './errors';
import type { EvidenceRequest } from './evidence/evidence-request';
import { gatherEvidence } from './evidence/gather-evidence';
import { podLogsFor } from './evidence/pod-logs';
import type { FileModels } from './file-models';
import { newModelName } from './model-names';
import { staysNow, type TrackedModel } from './model-state';
import { type OpenedFileModels, openFileModels } from './open-file-models';
import type { OpsTestHost } from './ops-test-host';
import type { OpsTestOptions } from './ops-test-options';
import { type CommandPlace, runCommand } from './run-command';
import { TempFolders } from './temp-folders';
import { TestSignal } from './test-signal';

/**
 * What an `OpsTest` is made of: the models of a test file from its beginning to its end, its folders, and where its
 * commands run.
 *
 * @internal
 */
export class OpsTestCore {
  readonly options: OpsTestOptions;
  readonly host: OpsTestHost;
  readonly signal: TestSignal;
  readonly current = new CurrentModel();
  /** May be changed by the tests. */
  readonly crashDump: CrashDumpSettings;
  /** May be changed by the tests. */
  destructiveMode: boolean;
  readonly #folders: TempFolders;
  readonly #ending = new AbortController();
  #opening: Promise<OpenedFileModels> | undefined;
  #models: FileModels | undefined;
  #defaultModelName: string | undefined;
  #tmpPath: string | undefined;
  #finished: Promise<void> | undefined;

  constructor(options: OpsTestOptions, host: OpsTestHost) {
    this.options = options;
    this.host = host;
    this.crashDump = new CrashDumpSettings(options);
    this.destructiveMode = options.destructiveMode ?? false;
    this.signal = new TestSignal(host);
    this.#folders = new TempFolders(
      () => baseTemp(options.baseTemp, host.rootDir, host.env),
      (path) => host.madeFolder?.(path),
    );
  }

  get defaultModelName(): string {
    return (this.#defaultModelName ??= newModelName(this.host.testPath));
  }

  get tmpPath(): string {
    const current = this.current.get();
    if (current) return (current.tmpPath ??= this.#folders.make(current.modelName));
    return (this.#tmpPath ??= this.#folders.make(this.defaultModelName));
  }

  /** @throws JujuError where the file has no controller yet */
  started(what: string): FileModels {
    if (this.#models) return this.#models;
    throw new JujuError(
      `${what} needs the controller, to which opsTest is not connected yet: use it in a hook or a test, ` +
        'not while the file is being read.',
    );
  }

  /** Where a command runs that is about a model; about the current one by default. */
  place(options: RunOptions, tracked: TrackedModel | undefined = this.current.get()): Promise<CommandPlace> {
    const signal = this.signal.current();
    return commandPlace(options, {
      host: this.host,
      place: this.#models?.place,
      selected: tracked?.model.info,
      signal,
    });
  }

  async run(line: CommandLine, tracked?: TrackedModel): Promise<CommandResult> {
    return runCommand(line, await this.place(line.options, tracked));
  }

  /** Connects to the controller and makes the file's own model. If that fails, nothing of it is left. */
  async start(): Promise<void> {
    try {
      await this.#start();
    } catch (error) {
      await this.finish().catch((cleanUp: unknown) => this.host.report((cleanUp as Error).message));
      throw error;
    }
  }

  /**
   * Forgets all models, newest first, and lets go of everything. Tries everything, whatever fails.
   *
   * @throws AggregateError with an error for each model that is left over
   */
  finish(): Promise<void> {
    return (this.#finished ??= this.#finish());
  }

  async #start(): Promise<void> {
    if (this.#finished) throw new JujuError('opsTest cannot be started: the test file is over.');
    const { warning } = this.crashDump;
    if (warning) this.host.warn(warning);
    const signal = anySignal(this.signal.current(), this.#ending.signal);
    const surroundings = {
      ...{ host: this.host, signal: this.signal, current: this.current, connectSignal: signal },
      dump: (tracked: TrackedModel, limits: CallLimits) => this.#dumpBefore(tracked, limits),
    };
    this.#opening = openFileModels(this.options, surroundings);
    const { models, trackOwn } = await this.#opening;
    this.#models = models;
    await trackOwn(this.defaultModelName);
  }

  /** The beginning may still be under way: what it has come to is put away as well. */
  async #finish(): Promise<void> {
    this.#ending.abort(new JujuError('The test file is over.'));
    const opened = await this.#opening?.catch(() => undefined);
    const errors = (await opened?.models.close()) ?? [];
    if ((this.host.failures?.() ?? 0) === 0) await this.#folders.remove((line) => this.host.report(line));
    if (errors.length === 0) return;
    const list = errors.map(({ message }) => `\n  - ${message}`).join('');
    throw new AggregateError(errors, `The test file did not end cleanly:${list}`);
  }

  /**
   * Keeps what is known of all tracked models, in a folder. Ends in its time, whatever the controller does.
   *
   * @returns how many things could not be had
   */
  async gatherEvidence(request: EvidenceRequest): Promise<number> {
    const { place } = this.started('opsTest.gatherEvidence');
    const models = this.current.tracked.all();
    const { timeScale, repeat } = this.host;
    const scene = { models, timeScale, repeat, podLogs: podLogsFor(place) };
    const signal = AbortSignal.any([AbortSignal.timeout(request.limitMs), this.#ending.signal]);
    // The signal of the test that has failed must not end it.
    return await this.signal.tidy(() => gatherEvidence(request, scene, { signal }));
  }

  /** Whether there is a model that something could be known of. */
  get hasEvidence(): boolean {
    return this.#models !== undefined && this.current.tracked.all().length > 0;
  }

  isCrashDumpEnabled(keep: boolean): boolean {
    return this.crashDump.isEnabled(this.host.failures?.() ?? 0, keep);
  }

  createCrashDump(tracked: TrackedModel, limits: CallLimits): Promise<boolean> {
    const { crashDump, host } = this;
    const run = (line: CommandLine) => this.run(line, tracked);
    return createCrashDump(
      { rootDir: host.rootDir, settings: crashDump, run, report: (line) => host.report(line) },
      tracked,
      limits,
    );
  }

  async #dumpBefore(tracked: TrackedModel, limits: CallLimits): Promise<void> {
    const { hurry } = this.host;
    if (!this.isCrashDumpEnabled(staysNow(tracked, this.host))) return;
    // Who kills the process next gives it seconds: they are for the destruction.
    if (hurry?.aborted) throw new JujuError('this process is about to be ended.');
    await this.createCrashDump(tracked, { ...limits, signal: anySignal(limits.signal, hurry) });
  }
}
