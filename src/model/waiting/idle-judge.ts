import { countOf } from '../../count-of';
import { formatDuration } from '../../duration';
import type { Status } from '../status/status';
import type { TimeScale } from './time-scale';
import type { Touches } from './touched';
import { type ApplicationReadiness, applicationReadiness } from './application-readiness';
import { FailureFinder } from './find-failures';
import { IdleClock, UnitIdleClocks } from './idle-clock';
import type { IdleOptions } from './idle-options';
import type { Judge, Judgement, Reason } from './judgement';
import { ageOf } from './unit-readiness';

/**
 * When applications are idle: none has failed, each is there with its units, all agents idle and their workloads as
 * wanted, everything that a command of ours touched has run since; and all of that together for the idle period.
 *
 * It sees one status after the other and keeps what it has to remember of them; it neither waits nor asks.
 *
 * @internal
 */
export class IdleJudge implements Judge {
  readonly goal: string;
  readonly #failures: FailureFinder;
  readonly #together = new IdleClock();
  readonly #each = new UnitIdleClocks();

  constructor(
    private readonly options: IdleOptions,
    private readonly touches: Touches,
    private readonly scale: TimeScale,
  ) {
    this.goal = goalOf(options);
    this.#failures = new FailureFinder(options);
  }

  observe(status: Status, nowMs: number): Judgement {
    // What is being torn down becomes empty, and an empty model is idle: that would be a lie.
    if (status.model.status.current === 'destroying') return beingDestroyed(status);
    const names = this.options.apps ?? withCounted(Object.keys(status.applications), this.options);
    // Nothing is idle at once; an idle period of nothing would be time lost.
    if (names.length === 0) return { done: true, reasons: [] };
    const failure = this.#failures.find(status, names, nowMs);
    const applications = names.map((name) => applicationReadiness(name, status, this.options));
    const reasons = [
      ...applications.flatMap((application) => application.reasons),
      ...this.touches.pending(status, names, nowMs, this.options.settleMs),
    ];
    const ready = applications.flatMap((application) => readyText(application, status));
    const period = this.#idlePeriod(applications, reasons.length === 0, nowMs);
    const done = reasons.length === 0 && period === undefined;
    return {
      done,
      reasons: [...reasons, ...(period?.reasons ?? [])],
      failure,
      ready,
      progress: `${String(ready.length)} of ${countOf(applications.length, 'application')} ready`,
      againInMs: period?.againInMs,
    };
  }

  /** What is missing of the idle period; `undefined` when nothing is. Looks at the clocks in any case. */
  #idlePeriod(
    applications: readonly ApplicationReadiness[],
    isReady: boolean,
    nowMs: number,
  ): { reasons: Reason[]; againInMs?: number } | undefined {
    const whole = applications.filter(({ enough }) => enough === undefined).flatMap(({ ready }) => ready);
    const idleMs = this.#together.observe(isReady ? whole : undefined, nowMs);
    const partial = applications.filter(({ enough }) => enough !== undefined);
    const { idlePeriodMs } = this.options;
    const lasted = this.#each.idleFor(
      partial.flatMap(({ ready }) => ready),
      idlePeriodMs,
      nowMs,
    );
    if (idleMs === undefined) return { reasons: [] };
    const isLasting = partial.every(
      ({ ready, enough = 0 }) => ready.filter((unit) => lasted.includes(unit)).length >= enough,
    );
    if (idleMs >= idlePeriodMs && isLasting && this.#isSeenTwice()) return undefined;
    const [idle, wanted] = [idleMs, idlePeriodMs].map((ms) => formatDuration(this.scale.toJuju(ms)));
    const entity = applications.map(({ name }) => name).join(', ');
    const reasons = [{ entity, why: `idle for ${idle ?? ''}, want ${wanted ?? ''}` }];
    const leftMs = idlePeriodMs - idleMs;
    return leftMs > 0 || !this.#isSeenTwice() ? { reasons, againInMs: Math.max(0, leftMs) } : { reasons };
  }

  /** One look may have caught a moment between two hooks; only who wants no idle period is content with it. */
  #isSeenTwice(): boolean {
    return this.#together.looks >= 2 || this.options.idlePeriodIsZero;
  }
}

/** Whose units are counted is waited for, too, there or not. */
function withCounted(names: readonly string[], { atLeast, exact }: IdleOptions): readonly string[] {
  const counted = [atLeast, exact].flatMap((counts) =>
    typeof counts === 'object' ? Object.keys(counts) : [],
  );
  return [...new Set([...names, ...counted])];
}

function beingDestroyed({ model }: Status): Judgement {
  const entities = [{ entity: model.name, why: 'the model is being destroyed' }];
  return { done: false, reasons: [], failure: { kind: 'model', state: 'error', entities } };
}

function goalOf({ apps, statuses }: IdleOptions): string {
  const status = statuses ? ` (status: ${[...statuses].join(' or ')})` : '';
  return `${apps ? `${apps.join(', ')} to be ` : ''}idle${status}`;
}

function readyText({ name, reasons, ready }: ApplicationReadiness, status: Status): string[] {
  if (reasons.length > 0) return [];
  const [latest] = [...ready].sort((a, b) => time(b.agentStatus.since) - time(a.agentStatus.since));
  const age = latest && ageOf(latest.agentStatus, status);
  const idle = latest ? [`idle${age === undefined ? '' : ` ${age}`}`] : [];
  return [`${name} (${[countOf(ready.length, 'unit'), ...idle].join(', ')})`];
}

function time(since: Date | undefined): number {
  return since?.getTime() ?? 0;
}
