import type { Config } from '@jest/types';

import { toMilliseconds } from '../duration';
import { type StoppedWait, stoppedLine } from '../model/waiting/stopped-wait';
import { CloudLeftOverError, ModelLeftOverError } from '../ops-test/errors';
import { OpsTest } from '../ops-test/ops-test';
import type { OpsTestHost } from '../ops-test/ops-test-host';
import { RunningCode } from './circus/running-code';
import { UnawaitedCalls } from './circus/unawaited-calls';
import { within } from './deadline';
import { type EmbeddedFile, startEmbedded } from './embedded-file';
import { TestFileError } from './errors';
import { EvidencePlace } from './evidence/evidence-place';
import { FileEvidence } from './evidence/file-evidence';
import { FileFolders } from './file-folders';
import { FileJournal } from './file-journal';
import { noteGroup } from './ledger/note-group';
import { FileReport } from './file-report';
import { type CloudRecord, cloudNameOf } from './ledger/cloud-record';
import type { CloudOutcome, ModelOutcome } from './ledger/entries';
import { type ModelRecord, nameOf } from './ledger/model-record';
import type { JestOperatorOptions } from './options/option-table';
import type { Guarded } from './process-guard';
import { sweepClouds } from './reaper/sweep-clouds';
import { sweepModels } from './reaper/sweep-models';
import { notice } from './report/notice';

/** How long a file may take to come to its first test. Each request to the controller has its own, shorter limit. */
const startLimitMs = 15 * 60_000;

/** How long the last try to destroy what is left may take, after all else. */
const lastTryMs = 30_000;

/** How long an embedded controller may take to end: processes of charms that do not care to be told are killed at last. */
const embeddedMs = 10_000;

/** By how much the limit here is later than that of `opsTest` itself, which knows better what it was waiting for. */
const graceMs = 2_000;

/**
 * What a test file is told of its surroundings.
 *
 * @internal
 */
export interface TestFileContext {
  readonly testPath: string;
  readonly projectConfig: Config.ProjectConfig;
  readonly options: JestOperatorOptions;
  readonly abort: (reason: string) => never;
  readonly aborted: () => boolean;
  readonly failures: () => number;
}

/**
 * The life of one test file's models: made when the first test is about to run, destroyed after the last, whatever
 * happens in between.
 *
 * @internal
 */
export class TestFile implements Guarded {
  readonly opsTest: OpsTest;
  readonly running = new RunningCode();
  readonly unawaited = new UnawaitedCalls(this.running.now);
  readonly report: FileReport;
  readonly evidence: FileEvidence;
  readonly #context: TestFileContext;
  readonly #journal: FileJournal;
  readonly #folders: FileFolders;
  readonly #hurry = new AbortController();
  #embedded: EmbeddedFile | undefined;
  #begun: Promise<void> | undefined;
  #ended: Promise<readonly Error[]> | undefined;
  #stopped: StoppedWait[] | undefined;
  #failuresBefore: number | undefined;

  constructor(context: TestFileContext) {
    this.#context = context;
    this.report = new FileReport(context.testPath);
    this.#journal = new FileJournal(context.testPath, { embedded: Boolean(context.options.embedded) }, this);
    this.#folders = new FileFolders(context.testPath, () => this.#failures() > 0);
    this.opsTest = new OpsTest(context.options, this.#host());
    const { evidence = true } = context.options;
    const place = evidence === false ? undefined : new EvidencePlace(context, evidence);
    this.evidence = new FileEvidence({ opsTest: this.opsTest, place, report: this.report });
  }

  /** Makes the file's model; on an embedded controller that is started for it, where the options say so. */
  begin(): Promise<void> {
    this.#begun = within(startLimitMs, `The beginning of ${this.#context.testPath}`, this.#begin());
    return this.#begun;
  }

  /**
   * Destroys the file's models. May be called while the file is still beginning, and again.
   *
   * @returns what could not be done: errors that name the models left over. It never rejects
   */
  end(reason: Error = new TestFileError('The test file has ended')): Promise<readonly Error[]> {
    this.#ended ??= this.#end(reason);
    return this.#ended;
  }

  /** Whether the end has come, and its errors have been somebody's to report. */
  get hasEnded(): boolean {
    return this.#ended !== undefined;
  }

  /** To be called when something has failed, or is tried again. */
  noteFailures(): void {
    this.#folders.noteFailures();
  }

  async abandon(reason: Error, by: string): Promise<void> {
    this.#failuresBefore ??= this.#context.failures();
    this.#hurry.abort(reason);
    this.report.interrupted(by, this.#journal.live);
    const errors = await this.end(reason);
    if (errors.length === 0) this.report.nothingLeft();
  }

  leave(why: string): void {
    this.report.leave(why, this.#journal.live);
  }

  /** What the interruption itself makes fail is no failure: nothing is kept to be looked into. */
  #failures(): number {
    return this.#failuresBefore ?? this.#context.failures();
  }

  /** The waits that are stopped meanwhile; those that are stopped otherwise are said at once. */
  stoppedBy(work: () => void): readonly StoppedWait[] {
    const stopped: StoppedWait[] = [];
    this.#stopped = stopped;
    try {
      work();
    } finally {
      this.#stopped = undefined;
    }
    return stopped;
  }

  #onStopped(wait: StoppedWait): void {
    if (this.#stopped) this.#stopped.push(wait);
    else this.report.warning(stoppedLine(wait));
  }

  async #begin(): Promise<void> {
    await this.report.start();
    const { embedded, baseTemp } = this.#context.options;
    if (embedded) {
      const options = embedded === true ? {} : embedded;
      this.#embedded = await startEmbedded(options, this.#context.projectConfig, {
        temp: baseTemp,
        warn: (line) => this.report.warning(line),
      });
    }
    await Promise.all([this.evidence.begin(), this.opsTest.start()]);
  }

  async #end(reason: Error): Promise<readonly Error[]> {
    // Whatever a test has left running ends now, and so does a beginning that is still under way.
    this.running.abort(reason);
    await Promise.allSettled([this.#begun]);
    const errors = [...(await this.#finishOpsTest()), ...(await this.#closeEmbedded())];
    await this.#tryAgain();
    const clouds = this.#journal.outstandingClouds;
    const leftOver = this.#journal.close();
    this.#reportSeed();
    for (const line of this.#embedded?.strays() ?? []) this.report.warning(line);
    this.report.end(this.#journal.models);
    // What opsTest could not destroy, for one because its connection was lost, may be gone after all.
    const isAnother = (error: Error) =>
      !(error instanceof ModelLeftOverError || error instanceof CloudLeftOverError);
    return [...leftOver.map(leftOverError), ...clouds.map(cloudLeftOverError), ...errors.filter(isAnother)];
  }

  async #finishOpsTest(): Promise<readonly Error[]> {
    try {
      await within(this.#destroyMs + graceMs, 'its destruction', this.opsTest.finish());
      return [];
    } catch (error) {
      if (error instanceof AggregateError) return error.errors as Error[];
      await this.#hangUp();
      // One error for all: each model that is still there is there for this reason.
      const unexplained = this.#journal.outstanding.filter(({ state }) => state !== 'failed');
      for (const { id } of unexplained) this.#journal.failed(id, error as Error);
      return unexplained.length > 0 ? [] : [error as Error];
    }
  }

  /** Cuts what still waits for an answer: it would keep the process from ending. */
  async #hangUp(): Promise<void> {
    try {
      await within(graceMs, 'the end of its connections', this.opsTest.controller.close());
    } catch {
      // Not connected, or beyond help; the models are reported either way.
    }
  }

  async #closeEmbedded(): Promise<readonly Error[]> {
    try {
      if (this.#embedded)
        await within(embeddedMs, 'The end of its embedded controller', this.#embedded.close());
      return [];
    } catch (error) {
      return [error as Error];
    }
  }

  /**
   * Tries by a connection of its own to destroy what is still there: that of `opsTest` may have been lost. The reason
   * that was found first stays, when this fails too.
   */
  async #tryAgain(): Promise<void> {
    const models = this.#journal.outstanding;
    const limitMs = Math.min(lastTryMs, this.#destroyMs);
    const signal = AbortSignal.timeout(limitMs);
    const settle = (model: ModelRecord, outcome: ModelOutcome) => {
      if (outcome.type !== 'failed' || model.state !== 'failed') this.#journal.settle(model.id, outcome);
    };
    await sweepModels(models, { patienceMs: limitMs, settle, signal });
    const settleCloud = ({ cloudId, state }: CloudRecord, outcome: CloudOutcome) => {
      if (outcome.type !== 'cloud failed' || state !== 'failed') this.#journal.settleCloud(cloudId, outcome);
    };
    const clouds = this.#journal.outstandingClouds;
    await sweepClouds(clouds, { patienceMs: limitMs, settle: settleCloud, signal });
  }

  /** A failure may come of the order of hooks: with the seed it comes again. */
  #reportSeed(): void {
    const seed = this.#embedded?.controller.seed;
    if (seed === undefined || this.#failures() === 0) return;
    notice(`${this.report.name}: its ${orderOf(seed)}`);
  }

  get #destroyMs(): number {
    return toMilliseconds(this.#context.options.destroyTimeout ?? '15m', 'destroyTimeout');
  }

  #host(): OpsTestHost {
    const { testPath, projectConfig, abort, aborted } = this.#context;
    const embedded = () => this.#embedded?.controller;
    return {
      testPath,
      rootDir: projectConfig.rootDir,
      journal: this.#journal,
      noteGroup,
      abort,
      aborted,
      failures: () => this.#failures(),
      madeFolder: (path) => this.#folders.made(path),
      report: (line) => this.report.progress(line),
      warn: (line) => this.report.warning(line),
      stopped: (wait) => this.#onStopped(wait),
      hurry: this.#hurry.signal,
      // What the end does itself is not stopped by the end.
      signal: () => (this.#ended ? undefined : this.running.signal()),
      get env() {
        return { ...process.env, ...(embedded() && { JUJU_DATA: embedded()?.jujuData }) };
      },
      get timeScale() {
        return embedded()?.timeScale ?? 1;
      },
      get repeat() {
        const seed = embedded()?.seed;
        return seed === undefined ? undefined : `The ${orderOf(seed)}`;
      },
      whyUnknown: (model, application) => embedded()?.whyUnknown(model, application),
      get embedded() {
        return embedded();
      },
    };
  }
}

const orderOf = (seed: number): string =>
  `hooks came in the order of seed ${seed}; to have it again: embedded: { seed: ${seed} }`;

function leftOverError(model: ModelRecord): Error {
  const name = nameOf(model);
  const { why = 'nobody could say why' } = model;
  const message = why.includes(model.modelName)
    ? why
    : `Model ${name} is left over: ${why}. Destroy it by hand: juju destroy-model --no-prompt ${name}`;
  return new TestFileError(message, { code: 'left over' });
}

function cloudLeftOverError(cloud: CloudRecord): Error {
  const { cloudName, controllerName, why = 'nobody could say why' } = cloud;
  const byHand = `Remove it by hand: juju remove-cloud -c ${controllerName} ${cloudName}`;
  return new TestFileError(`The ${cloudNameOf(cloud)} is left over: ${why}. ${byHand}`, {
    code: 'left over',
  });
}
