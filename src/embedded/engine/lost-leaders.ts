import type { Unit } from '../state/entities';
import type { Model } from '../state/model';
import type { EngineCore } from './engine-core';
import type { Delay } from './scaled-clock';
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
  /** What is put off, for units that were lost while they led. */
  readonly #leases = new WeakMap<Unit, Delay>();

  constructor(core: EngineCore) {
    this.#core = core;
  }

  /** Has a look at a unit, after something about it has changed. */
  visit(model: Model, unit: Unit): void {
    if (!unit.agentLost || !unit.leader) {
      // It renews its lease when it is back.
      this.#leases.get(unit)?.cancel();
      this.#leases.delete(unit);
      return;
    }
    if (this.#leases.has(unit)) return;
    const end = this.#core.clock.after(leaseMs, () => {
      this.#leases.delete(unit);
      if (unit.agentLost && unit.leader) handOverLeadership(model, unit.application);
    });
    this.#leases.set(unit, end);
  }
}
