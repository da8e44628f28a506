/**
 * One hook at a time on a machine, its principal and subordinates together.
 *
 * @internal
 */
export class MachineLock {
  #held = false;
  readonly #waiting = new Set<() => void>();

  /** Takes the lock, or remembers whom to tell when it may be free; the same function is told once. */
  tryTake(tell: () => void): boolean {
    if (this.#held) {
      this.#waiting.add(tell);
      return false;
    }
    this.#held = true;
    return true;
  }

  /** Tells all who wait, in their order: who needs it no more must not keep it from the others. */
  release(): void {
    this.#held = false;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const tell of waiting) tell();
  }
}
