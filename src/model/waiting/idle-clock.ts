import type { UnitStatus } from '../status/status';

/**
 * For how long some units have been idle, as far as looking at them now and then can tell.
 *
 * The clock starts when they are seen idle. It starts anew when one was not, when there are others, and when an
 * agent's own "since" moved: then it has worked between two looks.
 *
 * @internal
 */
export class IdleClock {
  #startedMs: number | undefined;
  #seen = '';
  #looks = 0;

  /** How long, in milliseconds; `undefined` while they are not idle. */
  observe(units: readonly UnitStatus[] | undefined, nowMs: number): number | undefined {
    const seen = units?.map(idleSince).join();
    if (seen === undefined || seen !== this.#seen) {
      this.#startedMs = undefined;
      this.#looks = 0;
    }
    this.#seen = seen ?? '';
    if (seen === undefined) return undefined;
    this.#startedMs ??= nowMs;
    this.#looks += 1;
    return nowMs - this.#startedMs;
  }

  /** How often they were seen idle in a row. */
  get looks(): number {
    return this.#looks;
  }
}

/** The same for each unit by itself. @internal */
export class UnitIdleClocks {
  #clocks = new Map<string, IdleClock>();

  /** The units that have been idle for long enough. */
  idleFor(units: readonly UnitStatus[], periodMs: number, nowMs: number): UnitStatus[] {
    const clocks = new Map(units.map(({ name }) => [name, this.#clocks.get(name) ?? new IdleClock()]));
    this.#clocks = clocks;
    return units.filter((unit) => (clocks.get(unit.name)?.observe([unit], nowMs) ?? -1) >= periodMs);
  }
}

function idleSince({ name, agentStatus }: UnitStatus): string {
  return `${name}@${String(agentStatus.since?.getTime())}`;
}
