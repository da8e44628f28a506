import type { Circus } from '@jest/types';

import type { StoppedWait } from '../../model/waiting/stopped-wait';
import type { EvidenceRequest } from '../../ops-test/evidence/evidence-request';
import type { OpsTest } from '../../ops-test/ops-test';
import { within } from '../deadline';
import { ancestorsOf, testTitle } from '../circus/test-names';
import type { FileReport } from '../file-report';
import { notice } from '../report/notice';
import type { EvidencePlace } from './evidence-place';

type Test = Circus.TestEntry;

/** How long the evidence of one failure may take. */
const usualLimitMs = 30_000;

/** By how much less it may take where the last one took all of its time: other tests of the file may fail too. */
const haste = 10;

const graceMs = 2_000;

/** @internal */
export interface FileEvidenceScene {
  readonly opsTest: Pick<OpsTest, 'gatherEvidence' | 'hasEvidence'>;
  /** `undefined` where nothing is to be kept. */
  readonly place: EvidencePlace | undefined;
  readonly report: Pick<FileReport, 'evidence' | 'name' | 'progress'>;
  /** How long the evidence of one failure may take. */
  readonly limitMs?: number;
}

type Failure = Pick<EvidenceRequest, 'test' | 'attempt' | 'startedAt' | 'waits'>;

/** Where a hook has failed, and for what. @internal */
export interface HookFailure {
  readonly block?: Circus.DescribeBlock | undefined;
  readonly test?: Test | undefined;
  readonly waits?: readonly StoppedWait[];
}

/**
 * Keeps evidence of each failure of a test file when it happens: before the hooks that tidy up, and before the models
 * are destroyed. What goes wrong with it is said, and fails nothing.
 *
 * @internal
 */
export class FileEvidence {
  readonly #scene: FileEvidenceScene;
  /** The attempts of which there is evidence already. */
  readonly #seen = new WeakMap<Test, number>();
  /** Blocks whose `beforeAll` has failed: their tests fail with it, without having run. */
  readonly #broken = new WeakSet<Circus.DescribeBlock>();
  #begunAt = new Date();
  #isSlow = false;

  constructor(scene: FileEvidenceScene) {
    this.#scene = scene;
  }

  /** The file begins: what there is from its last run says nothing about this one. */
  async begin(): Promise<void> {
    this.#begunAt = new Date();
    await this.#guarded('the evidence of its last run cannot be removed', () => this.#scene.place?.clear());
  }

  async onHookFailure(hook: Circus.Hook, { block, test, waits = [] }: HookFailure): Promise<void> {
    if (test) return this.onTestFailure(test, waits);
    if (!block) return;
    if (hook.type === 'beforeAll') this.#broken.add(block);
    const title = testTitle(block);
    const name = title === '' ? hook.type : `${hook.type} of ${title}`;
    await this.#gather({ test: name, attempt: 1, startedAt: this.#begunAt, waits });
  }

  /**
   * Its function or one of its hooks has failed; the first of them counts.
   *
   * @param waits - those that were under way when its time was up
   */
  async onTestFailure(test: Test, waits: readonly StoppedWait[] = []): Promise<void> {
    if (this.#seen.get(test) === test.invocations) return;
    this.#seen.set(test, test.invocations);
    // A concurrent test may have begun long before its turn came.
    const startedAt = test.concurrent ? this.#begunAt : new Date(test.startedAt ?? this.#begunAt);
    await this.#gather({ test: testTitle(test), attempt: test.invocations, startedAt, waits });
  }

  /** It may have failed in another way, by an assertion that was not made for one. */
  async onTestDone(test: Test): Promise<void> {
    if (test.errors.length === 0 || ancestorsOf(test).some((block) => this.#broken.has(block))) return;
    await this.onTestFailure(test);
  }

  /** A block is run once more. */
  onRetry(test: Test): void {
    this.#seen.delete(test);
    for (const block of ancestorsOf(test)) this.#broken.delete(block);
  }

  async #gather(failure: Failure): Promise<void> {
    const { test, attempt } = failure;
    const { place, opsTest, report } = this.#scene;
    if (!place || !opsTest.hasEvidence) return;
    await this.#guarded(`the evidence of "${test}" is not complete`, async () => {
      const folder = await place.make(attempt === 1 ? test : `${test} attempt ${String(attempt)}`);
      const { file, project } = place;
      const request = { folder, file, project, ...failure, limitMs: this.#limitMs };
      report.progress(`gathering evidence of "${test}"`);
      report.evidence({ test, folder });
      await this.#timed(request.limitMs, opsTest.gatherEvidence(request));
    });
  }

  get #limitMs(): number {
    const { limitMs = usualLimitMs } = this.#scene;
    return this.#isSlow ? limitMs / haste : limitMs;
  }

  async #timed(allowedMs: number, work: Promise<unknown>): Promise<void> {
    const startedMs = performance.now();
    try {
      await within(allowedMs + graceMs, 'asking the controller', work);
    } finally {
      this.#isSlow = performance.now() - startedMs >= allowedMs;
    }
  }

  async #guarded(what: string, work: () => Promise<void> | undefined): Promise<void> {
    try {
      await work();
    } catch (error) {
      notice(`${this.#scene.report.name}: ${what}: ${(error as Error).message}`);
    }
  }
}
