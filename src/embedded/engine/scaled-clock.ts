import type { RunQueue } from './run-queue';

/** Something that was put off and can be called off. @internal */
export interface Delay {
  cancel(): void;
}

/** How fast periodic work may get: without a bound a failing hook would be retried, at full speed, for ever. */
const fastestPeriodic = 300;

/**
 * Juju's time, which passes faster than ours. Timers never keep the process alive.
 *
 * @internal
 */
export class ScaledClock {
  readonly timeScale: number;
  readonly #queue: RunQueue;
  readonly #delays = new Set<Delay>();

  /** @param timeScale - how many times faster Juju's time passes; `Infinity` leaves out delays */
  constructor(timeScale: number, queue: RunQueue) {
    this.timeScale = timeScale;
    this.#queue = queue;
  }

  /** How much is put off. */
  get pending(): number {
    return this.#delays.size;
  }

  /** Calls `callback` once, after so many milliseconds of Juju's time. */
  after(milliseconds: number, callback: () => void): Delay {
    const real = milliseconds / this.timeScale;
    return real < 0.5 ? this.#soon(callback) : this.#later(real, callback);
  }

  /**
   * As `after`, for what comes again and again (`update-status`, retries): also at full speed it takes some real time,
   * as if the scale were 300, so that five minutes are a second.
   */
  afterPeriod(milliseconds: number, callback: () => void): Delay {
    const scale = Math.min(this.timeScale, fastestPeriodic);
    return this.#later(Math.max(milliseconds / scale, 10), callback);
  }

  /** Calls `callback` once, after so many of our milliseconds: what a process may take, which no scale makes faster. */
  afterReal(milliseconds: number, callback: () => void): Delay {
    return this.#later(milliseconds, callback);
  }

  /** Waits so many milliseconds of Juju's time, or until the signal is aborted, which rejects with its reason. */
  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const delay = this.after(milliseconds, () => {
        signal.removeEventListener('abort', stop);
        resolve();
      });
      const stop = (): void => {
        delay.cancel();
        reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
      };
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  /** Calls everything off. */
  stop(): void {
    for (const delay of this.#delays) delay.cancel();
    this.#delays.clear();
  }

  #soon(callback: () => void): Delay {
    const delay: Delay = {
      cancel: () => {
        cancelled = true;
        this.#delays.delete(delay);
      },
    };
    let cancelled = false;
    this.#delays.add(delay);
    this.#queue.add(() => {
      this.#delays.delete(delay);
      if (!cancelled) callback();
    });
    return delay;
  }

  #later(real: number, callback: () => void): Delay {
    // A longer time than Node's timers can count is for ever.
    const timer = setTimeout(
      () => {
        this.#delays.delete(delay);
        callback();
      },
      Math.min(real, 2 ** 31 - 1),
    );
    timer.unref();
    const delay: Delay = {
      cancel: () => {
        clearTimeout(timer);
        this.#delays.delete(delay);
      },
    };
    this.#delays.add(delay);
    return delay;
  }
}
