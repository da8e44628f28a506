import type { Status } from '../../src/model/status/status';
import { TimeScale } from '../../src/model/waiting/time-scale';
import { Touches } from '../../src/model/waiting/touched';
import { IdleJudge } from '../../src/model/waiting/idle-judge';
import { idleOptions, type WaitForIdleOptions } from '../../src/model/waiting/idle-options';
import type { Judgement } from '../../src/model/waiting/judgement';
import { type ApplicationSketch, type Sketch, statusOf } from './model-status';

/** A judge of idleness to which a test shows one status after the other, each with the second it is of. */
export class Looks {
  readonly touches = new Touches();
  readonly #judge: IdleJudge;
  #previous: Status | undefined;

  constructor(options: WaitForIdleOptions = {}, timeScale = 1) {
    const scale = new TimeScale(timeScale);
    this.#judge = new IdleJudge(idleOptions(options, scale), this.touches, scale);
  }

  get goal(): string {
    return this.#judge.goal;
  }

  look(second: number, sketch: Sketch): Judgement {
    this.#previous = statusOf({ at: second, ...sketch }, this.#previous);
    return this.#judge.observe(this.#previous, second * 1000);
  }

  /** The same for a model of which only the applications matter. */
  at(second: number, applications: Readonly<Record<string, ApplicationSketch>>): Judgement {
    return this.look(second, { applications });
  }
}

/** Looks at the same model for so long that any idle period is over; the judgement of the last look. */
export function judged(sketch: Sketch, options: WaitForIdleOptions = {}): Judgement {
  const looks = new Looks(options);
  for (let second = 0; second < 60; second += 1) looks.look(second, sketch);
  return looks.look(60, sketch);
}

/** What is missing, as `entity: why`. */
export function missing({ reasons }: Judgement): string[] {
  return reasons.map(({ entity, why }) => `${entity}: ${why}`);
}
