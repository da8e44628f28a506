import type { Draw } from './draws';
import type { RunQueue } from '../run-queue';

/** How long a hook may hold up the others; more, and it may be one that waits for them. */
const patienceMs = 5_000;

interface Turn {
  readonly unit: string;
  taken: boolean;
  patience?: NodeJS.Timeout;
}

/**
 * Who goes first: with a seed the units of a model run one hook at a time, and whose turn it is among those that have
 * something to run is drawn, not left to how long each hook takes.
 *
 * @internal
 */
export class Turns {
  readonly #draw: Draw;
  readonly #queue: RunQueue;
  readonly #waiting = new Map<string, () => void>();
  /** How many turns each unit has had. */
  readonly #had = new Map<string, number>();
  /** Whose turn it is, until it is given back or has taken too long. */
  #holder: Turn | undefined;
  #choosing = false;

  constructor(draw: Draw, queue: RunQueue) {
    this.#draw = draw;
    this.#queue = queue;
  }

  /**
   * Takes the turn, if it is this unit's.
   *
   * @param come - called when it is; a unit that has nothing to run by then lets it pass by not taking it
   * @returns whether the unit may run
   */
  take(unit: string, come: () => void): boolean {
    const holder = this.#holder;
    if (holder?.unit !== unit || holder.taken) {
      this.#waiting.set(unit, come);
      this.#chooseSoon();
      return false;
    }
    holder.taken = true;
    this.#had.set(unit, (this.#had.get(unit) ?? 0) + 1);
    holder.patience = setTimeout(() => this.#end(holder), patienceMs).unref();
    return true;
  }

  /** Gives the turn back. */
  release(unit: string): void {
    if (this.#holder?.unit === unit && this.#holder.taken) this.#end(this.#holder);
  }

  /** A unit that is gone waits no more. */
  forget(unit: string): void {
    this.#waiting.delete(unit);
  }

  #end(holder: Turn): void {
    clearTimeout(holder.patience);
    if (this.#holder !== holder) return;
    this.#holder = undefined;
    this.#chooseSoon();
  }

  /** When all who were woken have said whether they have something to run. */
  #chooseSoon(): void {
    if (this.#choosing || this.#holder !== undefined || this.#waiting.size === 0) return;
    this.#choosing = true;
    this.#queue.addLast(() => {
      this.#choosing = false;
      this.#choose();
    });
  }

  #choose(): void {
    while (this.#holder === undefined && this.#waiting.size > 0) {
      const [unit, come] = this.#chosen();
      this.#waiting.delete(unit);
      const holder: Turn = { unit, taken: false };
      this.#holder = holder;
      come();
      if (!holder.taken) this.#holder = undefined;
    }
  }

  /** The unit that has drawn most; it draws anew for each of its hooks. */
  #chosen(): [string, () => void] {
    let chosen: [string, () => void] | undefined;
    let most = -1;
    for (const waiting of this.#waiting) {
      const [unit] = waiting;
      const drawn = this.#draw(unit, 'turn', this.#had.get(unit) ?? 0);
      if (drawn > most) [chosen, most] = [waiting, drawn];
    }
    return chosen as [string, () => void];
  }
}
