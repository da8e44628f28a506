import { onAbort } from './on-abort';

/**
 * Lets no more than so many at once do something; the others wait, first come, first served.
 *
 * @internal
 */
export class Slots {
  readonly #waiting = new Set<() => void>();
  readonly #count: number;
  #free: number;

  constructor(count: number) {
    this.#count = count;
    this.#free = count;
  }

  /** Whether nobody does it, or waits for it. */
  get isIdle(): boolean {
    return this.#free === this.#count;
  }

  /**
   * @param signal - ends the waiting for a slot; the work itself has to look at it too
   * @throws the signal's reason
   */
  async use<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#take(signal);
    try {
      return await work();
    } finally {
      this.#giveBack();
    }
  }

  async #take(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve, reject) => this.#wait(resolve, reject, signal));
  }

  #wait(resolve: () => void, reject: (reason: Error) => void, signal: AbortSignal | undefined): void {
    const turn = () => {
      stopListening?.();
      resolve();
    };
    this.#waiting.add(turn);
    const stopListening =
      signal &&
      onAbort(signal, () => {
        this.#waiting.delete(turn);
        reject(signal.reason as Error);
      });
  }

  /** A slot goes from hand to hand: nobody who comes between can snatch it. */
  #giveBack(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#free++;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
