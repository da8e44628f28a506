import { onAbort } from '../on-abort';

/**
 * Starts attempts one after the other, `staggerMs` apart and at once when the last one fails; the first that succeeds
 * wins. The losers are told to stop, and what they yet bring is discarded.
 *
 * @throws AggregateError of all failures, in the order of the attempts
 * @internal
 */
export async function firstToSucceed<T>(
  attempts: readonly ((signal: AbortSignal) => Promise<T>)[],
  { staggerMs, discard, signal }: { staggerMs: number; discard: (loser: T) => void; signal: AbortSignal },
): Promise<T> {
  const race = new Race(attempts, staggerMs, discard);
  const abort = () => race.abort(signal.reason);
  const stopListening = onAbort(signal, abort);
  try {
    if (signal.aborted) abort();
    return await race.run();
  } finally {
    stopListening();
  }
}

class Race<T> {
  readonly #over = new AbortController();
  readonly #failures: unknown[] = [];
  readonly #promise: Promise<T>;
  #win!: (winner: T) => void;
  #lose!: (error: unknown) => void;
  #next = 0;
  #running = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly attempts: readonly ((signal: AbortSignal) => Promise<T>)[],
    private readonly staggerMs: number,
    private readonly discard: (loser: T) => void,
  ) {
    this.#promise = new Promise((resolve, reject) => {
      this.#win = resolve;
      this.#lose = reject;
    });
  }

  run(): Promise<T> {
    this.#start();
    return this.#promise;
  }

  /** Ends the race. The attempts hear of it and fail, and their failures are what it ends with. */
  abort(reason: unknown): void {
    this.#over.abort(reason);
    clearTimeout(this.#timer);
    if (this.#running === 0) this.#giveUp();
  }

  #start(): void {
    clearTimeout(this.#timer);
    const attempt = this.attempts[this.#next];
    if (!attempt || this.#over.signal.aborted) {
      if (this.#running === 0) this.#giveUp();
      return;
    }
    const place = this.#next++;
    this.#running++;
    void this.#follow(attempt, place);
    if (this.#next < this.attempts.length) this.#timer = setTimeout(() => this.#start(), this.staggerMs);
  }

  async #follow(attempt: (signal: AbortSignal) => Promise<T>, place: number): Promise<void> {
    try {
      const result = await attempt(this.#over.signal);
      if (!this.#over.signal.aborted) this.#finish(result);
      else this.#discard(result);
    } catch (error) {
      this.#failures[place] = error;
      this.#running--;
      this.#start();
    }
  }

  #finish(winner: T): void {
    clearTimeout(this.#timer);
    this.#win(winner);
    this.#over.abort();
  }

  /** It came too late. Where nobody has won, it may be the last one that the race waited for. */
  #discard(late: T): void {
    this.discard(late);
    this.#running--;
    this.#start();
  }

  #giveUp(): void {
    this.#lose(new AggregateError(this.#failures));
  }
}
