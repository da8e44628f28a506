import { relative } from 'node:path';

import { TestFileError } from './errors';
import { cloudNameOf, isCloudOutstanding } from './ledger/cloud-record';
import { Ledger } from './ledger/ledger';
import { isOutstanding, nameOf } from './ledger/model-record';
import { dismissIdle, watchLedger } from './ledger/process-ledger';
import { createRunDirectory } from './ledger/run-directory';
import { tidyRunDirectory } from './ledger/tidy';
import { runDirectoryVariable } from './options/environment-variables';
import { type Guarded, ProcessGuard } from './process-guard';
import { deafMs } from './reaper/deaf';
import { sweepFormerRuns } from './reaper/former-runs';
import { evidenceReport } from './report/evidence-report';
import { Heartbeat, paceOf } from './report/heartbeat';
import { deafLine, interruptedLine, leftToBackground, nothingLeftLine } from './report/interruption-report';
import { cloudReport, modelReport } from './report/model-report';
import { lastNotice, notice } from './report/notice';
import { skipReport } from './report/skip-report';
import { writeStepSummary } from './report/step-summary';
import { RunLedgers } from './run-ledgers';

/** How long the end of a run waits for models that are destroyed elsewhere: by workers cut off, by reapers. */
const settleTimeoutMs = 5 * 60_000;

/** How often the ledgers are looked at for news. */
const lookMs = 1000;

/** A test file, as Jest tells reporters of it. */
interface TestFile {
  readonly path: string;
}

/**
 * The reporter of jest-operator. It says what a long wait waits for, which tests were skipped for which reason, and
 * which models are still there at the end; one that is there by mistake fails the run. When all is well it says
 * nothing.
 *
 * The preset adds it. Beside reporters of one's own it is `reporters: ['default', 'jest-operator/reporter']`.
 *
 * @public
 */
class JestOperatorReporter {
  readonly #directory: string;
  readonly #ledgers: RunLedgers;
  readonly #heartbeat = new Heartbeat(notice, paceOf(process.stderr));
  readonly #guarded: Guarded = {
    abandon: (_, by) => this.#abandon(by),
    leave: (why) => lastNotice(...leftToBackground(why, this.#ledgers.live)),
  };
  #timer: NodeJS.Timeout | undefined;
  #error: Error | undefined;
  #saysExecuted = true;

  constructor() {
    this.#directory = createRunDirectory(process.env);
    this.#ledgers = new RunLedgers(this.#directory);
    Ledger.ofThisProcess(this.#directory).begin();
    // Set before Jest starts its workers, which inherit it.
    process.env[runDirectoryVariable] = this.#directory;
  }

  /** @internal */
  async onRunStart(): Promise<void> {
    ProcessGuard.shared.enter(this.#guarded);
    this.#timer = setInterval(() => this.#look(), lookMs).unref();
    // What cannot be watched will not be made, and says so.
    await watchLedger(Ledger.ofThisProcess(this.#directory), { isRun: true }).catch(() => undefined);
    await sweepFormerRuns(process.env, notice);
  }

  /** @internal */
  onTestFileStart({ path }: TestFile): void {
    this.#heartbeat.start(shown(path));
  }

  /** @internal */
  onTestFileResult({ path }: TestFile): void {
    this.#sayExecuted();
    this.#heartbeat.stop(shown(path));
    const skipped = this.#ledgers.skipped.filter(({ testPath }) => testPath === path);
    const evidence = this.#ledgers.evidence.filter(({ testPath }) => testPath === path);
    notice(...skipReport(shown(path), skipped), ...evidenceReport(shown(path), evidence));
  }

  /** @internal */
  async onRunComplete(): Promise<void> {
    clearInterval(this.#timer);
    // With --bail Jest cuts its workers off right after this, in the middle of their tests.
    this.#ledgers.interruptWorkers();
    await this.#ledgers.settled(settleTimeoutMs);
    this.#reportModels();
    const { GITHUB_STEP_SUMMARY: summary } = process.env;
    if (summary) writeStepSummary(summary, this.#ledgers);
    ProcessGuard.shared.leave(this.#guarded);
    tidyRunDirectory(this.#directory, { ending: true });
    dismissIdle();
  }

  /** Jest fails the run when there is one, without printing it. @internal */
  getLastError(): Error | undefined {
    return this.#error;
  }

  #look(): void {
    this.#sayExecuted();
    for (const [path, line] of this.#ledgers.progress) this.#heartbeat.note(shown(path), line);
    this.#heartbeat.beat();
  }

  /** Whoever runs code of charms on his machine shall know it; once is enough. */
  #sayExecuted(): void {
    if (!this.#saysExecuted || this.#ledgers.charms.length === 0) return;
    this.#saysExecuted = false;
    notice('charm code is executed on this machine, as embedded.execute asks for (docs/running-charms.md)');
  }

  #reportModels(): void {
    const { models, clouds } = this.#ledgers;
    const { kept, leftOver: lines } = modelReport(models);
    notice(...kept, ...lines, ...cloudReport(clouds));
    const left = [
      ...models.filter(isOutstanding).map(nameOf),
      ...clouds.filter(isCloudOutstanding).map(cloudNameOf),
    ];
    if (left.length > 0) this.#error = new TestFileError(`jest-operator left over: ${left.join(', ')}`);
  }

  async #abandon(by: string): Promise<void> {
    clearInterval(this.#timer);
    notice(interruptedLine(by, this.#ledgers.live));
    this.#ledgers.interruptWorkers();
    const deaf = setTimeout(() => notice(...this.#ledgers.killDeafWorkers().map(deafLine)), deafMs);
    await this.#ledgers.settled(settleTimeoutMs, { alsoHere: true });
    clearTimeout(deaf);
    this.#reportModels();
    if (!this.#error) notice(nothingLeftLine);
  }
}

// Not `export default`: an ES module that imports it gets the class then, and not an object that holds it.
export = JestOperatorReporter;

function shown(path: string): string {
  return relative(process.cwd(), path);
}
