const moment = 250;

/**
 * How much faster than the clock on the wall the controller's time runs: 1, or more on an embedded controller.
 *
 * What waits for Juju to do something (an idle period, the pace of checks) is divided by it. Deadlines are not: they
 * protect the person who waits.
 *
 * @internal
 */
export class TimeScale {
  readonly #factor: number;

  constructor(factor = 1) {
    if (!(factor > 0)) throw new RangeError(`timeScale must be a positive number; got ${String(factor)}`);
    this.#factor = factor;
  }

  /** Juju's milliseconds as real ones. */
  toReal(milliseconds: number): number {
    return milliseconds / this.#factor;
  }

  /**
   * The same, for how long to bear with Juju before taking what is seen for its last word: none where none is wanted,
   * else a moment at least, because however fast its time runs, what it does takes some of ours.
   */
  patience(milliseconds: number): number {
    return milliseconds === 0 ? 0 : Math.max(moment, this.toReal(milliseconds));
  }

  /** Real milliseconds as Juju's, for people to read. */
  toJuju(milliseconds: number): number {
    return this.#factor === Infinity ? milliseconds : milliseconds * this.#factor;
  }
}
