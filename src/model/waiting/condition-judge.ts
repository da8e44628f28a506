import { EntityNotFoundError } from '../errors';
import type { Status } from '../status/status';
import type { Touches } from './touched';
import type { Judge, Judgement } from './judgement';

/**
 * When a condition of the user's own holds: a function without arguments, which may look at anything.
 *
 * It is asked after each status, so that what it sees of the model is from after the commands that were sent before.
 *
 * @internal
 */
export class ConditionJudge<T> implements Judge {
  /** What the condition answered when it held. */
  answer: T | undefined;

  constructor(
    readonly goal: string,
    private readonly condition: () => T | Promise<T>,
    private readonly settleMs: number,
    private readonly touches: Touches,
  ) {}

  async observe(status: Status, nowMs: number): Promise<Judgement> {
    const unsettled = this.touches.pending(status, undefined, nowMs, this.settleMs);
    const why = await this.#whyNot();
    const reasons = why === undefined ? unsettled : [{ entity: this.goal, why }, ...unsettled];
    return { done: reasons.length === 0, reasons };
  }

  async #whyNot(): Promise<string | undefined> {
    try {
      this.answer = await this.condition();
      return this.answer ? undefined : `is ${String(this.answer)}`;
    } catch (error) {
      // `units.require('web/3')` before there is a web/3: that is what the wait is for.
      if (error instanceof EntityNotFoundError) return error.message;
      throw error;
    }
  }
}
