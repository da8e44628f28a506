import type { Unit } from '../state/entities';
import type { Model } from '../state/model';
import type { EngineCore } from './engine-core';
import { handOverLeadership } from '../state/leadership';

/** A leader claims its lease for a minute (`leadershipGuarantee` is 30 s, and twice that is what is claimed). */
const leaseMs = 60_000;

/**
 * Lets the leadership of a unit end whose agent is not heard of any more.
 *
 * @internal
 */
export class LostLeaders {
  readonly #core: EngineCore;
  readonly #waiting = new WeakSet<Unit>();

  constructor(core: EngineCore) {
    this.#core = core;
  }

  /** Has a look at a unit, after something about it has changed. */
  visit(model: Model, unit: Unit): void {
    if (!unit.agentLost || !unit.leader || this.#waiting.has(unit)) return;
    this.#waiting.add(unit);
    this.#core.clock.after(leaseMs, () => {
      this.#waiting.delete(unit);
      if (unit.agentLost && unit.leader) handOverLeadership(model, unit.application);
    });
  }
}
