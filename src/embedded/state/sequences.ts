/**
 * Counters of a model. A number that was given out is not given again, also when what had it is gone.
 *
 * @internal
 */
export class Sequences {
  readonly #next = new Map<string, number>();

  /** The next number of a sequence, which begins at `first`. */
  next(name: string, first = 0): number {
    const value = this.#next.get(name) ?? first;
    this.#next.set(name, value + 1);
    return value;
  }

  /** Makes sure that the next number is at least `value`. */
  raise(name: string, value: number): void {
    this.#next.set(name, Math.max(value, this.#next.get(name) ?? 0));
  }

  /** Lets a sequence begin again. */
  reset(name: string): void {
    this.#next.delete(name);
  }

  /** Each sequence and the number that it gives next, as `ModelConfig.Sequences` lists them. */
  get all(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#next);
  }
}
