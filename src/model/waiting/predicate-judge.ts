import type { Status } from '../status/status';
import type { Touches } from './touched';
import type { Judge, Judgement, Reason } from './judgement';
import { labelOf, type Predicate, verdictOf } from './predicate';

/**
 * When a predicate holds, several times in a row, in statuses from after the commands that were sent before.
 *
 * @internal
 */
export class PredicateJudge implements Judge {
  readonly goal: string;
  #successes = 0;
  #lastMs = -Infinity;

  constructor(
    private readonly ready: Predicate,
    private readonly options: {
      readonly error: Predicate | undefined;
      readonly successes: number;
      /** How far apart they must be: what is seen twice in one moment is seen once. */
      readonly delayMs: number;
      readonly settleMs: number;
    },
    private readonly touches: Touches,
  ) {
    this.goal = labelOf(ready);
  }

  async observe(status: Status, nowMs: number): Promise<Judgement> {
    const { error, successes, settleMs } = this.options;
    const wrong = error && verdictOf(await error(status), error);
    if (error && wrong?.ok) {
      const entities =
        wrong.reasons.length > 0 ? wrong.reasons : [{ entity: labelOf(error), why: 'is true' }];
      return { done: false, reasons: [], failure: { kind: 'predicate', state: 'error', entities } };
    }
    const verdict = verdictOf(await this.ready(status), this.ready);
    const unsettled = this.touches.pending(status, undefined, nowMs, settleMs);
    const holds = verdict.ok && unsettled.length === 0;
    this.#count(holds, nowMs);
    if (this.#successes >= successes) return { done: true, reasons: [] };
    return {
      done: false,
      reasons: [...(verdict.ok ? [] : verdict.reasons), ...unsettled, ...this.#countText(holds)],
      ...(holds && { againInMs: this.#lastMs + this.options.delayMs - nowMs }),
    };
  }

  #count(holds: boolean, nowMs: number): void {
    if (!holds) {
      this.#successes = 0;
      this.#lastMs = -Infinity;
    } else if (nowMs - this.#lastMs >= this.options.delayMs) {
      this.#successes += 1;
      this.#lastMs = nowMs;
    }
  }

  #countText(holds: boolean): Reason[] {
    if (!holds) return [];
    const why = `held ${String(this.#successes)} times in a row, want ${String(this.options.successes)}`;
    return [{ entity: this.goal, why }];
  }
}
