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

  /** Real milliseconds as Juju's, for people to read. */
  toJuju(milliseconds: number): number {
    return this.#factor === Infinity ? milliseconds : milliseconds * this.#factor;
  }
}
