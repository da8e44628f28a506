import type { LedgerEntry } from './ledger/entries';
import type { ModelRecord } from './ledger/model-record';
import { processLedger, reportedDirectory } from './ledger/process-ledger';
import { sweepFormerRuns } from './reaper/former-runs';
import { Heartbeat, paceOf } from './report/heartbeat';
import { type EvidenceFolder, evidenceReport } from './report/evidence-report';
import { interruptedLine, leftToBackground, nothingLeftLine } from './report/interruption-report';
import { fileOf, modelReport } from './report/model-report';
import { lastNotice, notice } from './report/notice';
import { type SkippedTest, skipReport } from './report/skip-report';

/**
 * What a test file tells people. Our reporter says it where there is one, in its own time; where there is none (the
 * user has `reporters` of their own, or `projects`) the file says it itself.
 *
 * @internal
 */
export class FileReport {
  readonly #testPath: string;
  readonly #hasReporter: boolean;
  readonly #skipped: SkippedTest[] = [];
  readonly #evidence: EvidenceFolder[] = [];
  readonly #heartbeat = new Heartbeat(notice, paceOf(process.stderr));
  #timer: NodeJS.Timeout | undefined;

  constructor(testPath: string, env: NodeJS.ProcessEnv = process.env) {
    this.#testPath = testPath;
    this.#hasReporter = reportedDirectory(env) !== undefined;
  }

  async start(): Promise<void> {
    if (this.#hasReporter) return;
    await lookBackOnce();
    this.#heartbeat.start(this.name);
    this.#timer = setInterval(() => this.#heartbeat.beat(), 1000).unref();
  }

  progress(line: string): void {
    // A whole table is no piece of news that the next one replaces: it was asked for, or something has failed.
    if (line.includes('\n')) notice(...`${this.name}: ${line}`.split('\n'));
    else if (this.#hasReporter) note({ type: 'progress', testPath: this.#testPath, line });
    else this.#heartbeat.note(this.name, line);
  }

  /** At once, and whatever else there is to say: it is no piece of news that a later one replaces. */
  warning(line: string): void {
    notice(`${this.name}: ${line}`);
  }

  skipped(test: string, reason: string): void {
    if (this.#hasReporter) note({ type: 'skipped', testPath: this.#testPath, test, reason });
    else this.#skipped.push({ test, reason });
  }

  evidence(kept: EvidenceFolder): void {
    if (this.#hasReporter) note({ type: 'evidence', testPath: this.#testPath, ...kept });
    else this.#evidence.push(kept);
  }

  interrupted(by: string, names: readonly string[]): void {
    if (!this.#hasReporter) notice(interruptedLine(by, names));
  }

  leave(why: string, names: readonly string[]): void {
    if (!this.#hasReporter) lastNotice(...leftToBackground(why, names));
  }

  nothingLeft(): void {
    if (!this.#hasReporter) notice(nothingLeftLine);
  }

  end(models: readonly ModelRecord[]): void {
    clearInterval(this.#timer);
    if (this.#hasReporter) return;
    const { kept, leftOver } = modelReport(models);
    notice(
      ...skipReport(this.name, this.#skipped),
      ...evidenceReport(this.name, this.#evidence),
      ...kept,
      ...leftOver,
    );
  }

  /** The test file, for people. */
  get name(): string {
    return fileOf({ testPath: this.#testPath });
  }
}

let hasLookedBack = false;

/** What our reporter does at the start of a run, each process does by itself where there is none. */
async function lookBackOnce(): Promise<void> {
  if (hasLookedBack) return;
  hasLookedBack = true;
  await sweepFormerRuns(process.env, notice);
}

/** News are worth a try, not a failed test. */
function note(entry: LedgerEntry): void {
  try {
    processLedger().append(entry);
  } catch (error) {
    notice(`cannot write to the run's folder: ${(error as Error).message}`);
  }
}
