import type { Clock } from '../../clock';
import type { Status } from './status';
import { statusChanges, type StatusChange } from './status-changes';

/** Where a {@link StatusPoller} gets its statuses from. @internal */
export interface StatusSource {
  /** Asks the controller. What did not change since `previous` is the same object in the result. */
  fetch(previous: Status | undefined): Promise<Status>;
}

/** Who wants to know each new status. @internal */
export interface StatusListener {
  onStatus(status: Status): void;
  onFailure(error: unknown): void;
}

/** @internal */
export interface Subscription extends Disposable {
  /** Asks for a status after so long at the latest, once. */
  again(inMs: number): void;
}

/** @internal */
export interface SubscribeOptions {
  /** How often to ask at least. */
  readonly checkMs: number;
  /** Whether nobody waits, so that there is no progress to report. Default: `false`. */
  readonly isQuiet?: boolean;
}

interface Subscriber extends SubscribeOptions {
  readonly listener: StatusListener;
  /** Only statuses that were asked for after this one are news to it. */
  readonly after: number;
  againAtMs: number | undefined;
}

/** Never more often than this, whatever the time scale. */
const shortestPauseMs = 5;
/** While things change, so much more often than a listener asks for at least. */
const hurry = 4;
const calming = 1.5;

/**
 * Asks for the status of one model, for all who wait on it together: one question is under way at a time, whoever
 * wants an answer.
 *
 * While somebody listens it asks again and again: soon after something changed, more slowly while nothing does, never
 * more slowly than a listener wants, and never for more than half of the time.
 *
 * @internal
 */
export class StatusPoller {
  readonly #subscribers = new Set<Subscriber>();
  #latest: Status | undefined;
  #asked = 0;
  #underWay: Promise<Status> | undefined;
  #next: Promise<Status> | undefined;
  #haste = 1;
  #tookMs = 0;
  #endedMs = 0;
  #isRunning = false;
  #wake = new AbortController();

  constructor(
    private readonly source: StatusSource,
    private readonly clock: Clock,
    private readonly onChanges: (changes: readonly StatusChange[]) => void = () => undefined,
  ) {}

  /** The last status there was. */
  get latest(): Status | undefined {
    return this.#latest;
  }

  /** A status that was asked for after this call. */
  refresh(): Promise<Status> {
    if (!this.#next) {
      this.#next = this.#afterThis();
      // Who asked may have given up meanwhile.
      this.#next.catch(() => undefined);
    }
    return this.#next;
  }

  /** Tells a listener every status from now on, the first at once. */
  subscribe(listener: StatusListener, options: SubscribeOptions): Subscription {
    const subscriber = { ...options, listener, after: this.#asked, againAtMs: this.clock.now() };
    return this.#subscribed(subscriber);
  }

  #subscribed(subscriber: Subscriber): Subscription {
    this.#subscribers.add(subscriber);
    this.#haste = hurry;
    this.#wake.abort();
    if (!this.#isRunning) void this.#run();
    return {
      again: (inMs) => {
        subscriber.againAtMs = this.clock.now() + inMs;
        this.#wake.abort();
      },
      [Symbol.dispose]: () => {
        this.#subscribers.delete(subscriber);
        if (this.#subscribers.size === 0) this.#wake.abort();
      },
    };
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#subscribers.size > 0) {
      // A failure was told to the listeners: they decide whether it matters.
      await this.refresh().catch(() => undefined);
      await this.#pause();
    }
    this.#isRunning = false;
  }

  /** Waits for its turn: the controller is asked one thing at a time. */
  async #afterThis(): Promise<Status> {
    await this.#underWay?.catch(() => undefined);
    const asking = this.#ask();
    this.#underWay = asking;
    this.#next = undefined;
    return asking;
  }

  async #ask(): Promise<Status> {
    this.#asked += 1;
    const number = this.#asked;
    const startedMs = this.clock.now();
    try {
      const status = await this.source.fetch(this.#latest);
      this.#arrived(status);
      this.#tell(number, (listener) => listener.onStatus(status));
      return status;
    } catch (error) {
      this.#tell(number, (listener) => listener.onFailure(error));
      throw error;
    } finally {
      this.#endedMs = this.clock.now();
      this.#tookMs = this.#endedMs - startedMs;
    }
  }

  #arrived(status: Status): void {
    const before = this.#latest;
    this.#latest = status;
    const changes = before ? statusChanges(before, status) : [];
    this.#haste = changes.length > 0 ? hurry : Math.max(1, this.#haste / calming);
    const isWaitedFor = [...this.#subscribers].some(({ isQuiet = false }) => !isQuiet);
    if (changes.length > 0 && isWaitedFor) this.onChanges(changes);
  }

  #tell(number: number, tell: (listener: StatusListener) => void): void {
    for (const subscriber of [...this.#subscribers]) {
      if (number <= subscriber.after) continue;
      subscriber.againAtMs = undefined;
      tell(subscriber.listener);
    }
  }

  /** Until it is time for the next question; woken to look again when a listener comes, goes or is in a hurry. */
  async #pause(): Promise<void> {
    for (let leftMs = this.#leftMs(); leftMs > 0; leftMs = this.#leftMs()) {
      await this.clock.sleep(leftMs, this.#wake.signal).catch(() => undefined);
      this.#wake = new AbortController();
    }
  }

  #leftMs(): number {
    if (this.#subscribers.size === 0) return 0;
    let dueMs = Infinity;
    for (const { checkMs, againAtMs = Infinity } of this.#subscribers) {
      const usualMs = this.#endedMs + Math.max(checkMs / this.#haste, this.#tookMs);
      dueMs = Math.min(dueMs, usualMs, againAtMs);
    }
    return Math.max(dueMs, this.#endedMs + shortestPauseMs) - this.clock.now();
  }
}
