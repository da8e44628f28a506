import type { Delay, ScaledClock } from './scaled-clock';

const firstMs = 3_000;
const factor = 1.2;
const longestMs = 120_000;
/** An agent that was up for so long has no past. */
const calmMs = 60_000;

/**
 * An agent that a fault has taken down, and that Juju's engine of workers starts again: after 3 s, a little later each time
 * that it does not stay up for a minute.
 *
 * @internal
 */
export class AgentRestarts {
  readonly #clock: ScaledClock;
  #faults = 0;
  #restart: Delay | undefined;
  #calm: Delay | undefined;

  constructor(clock: ScaledClock) {
    this.#clock = clock;
  }

  get isDown(): boolean {
    return this.#restart !== undefined;
  }

  /** The agent goes down. @param up - called when it comes up again */
  begin(up: () => void): void {
    this.end();
    const waitMs = Math.min(firstMs * factor ** this.#faults, longestMs);
    this.#faults += 1;
    this.#restart = this.#clock.afterPeriod(waitMs, () => {
      this.#restart = undefined;
      this.#calm = this.#clock.afterPeriod(calmMs, () => {
        this.#faults = 0;
      });
      up();
    });
  }

  /** It does not come up any more. */
  end(): void {
    this.#restart?.cancel();
    this.#calm?.cancel();
    this.#restart = undefined;
  }
}
