import { type Clock, systemClock } from '../../clock';
import { formatDuration } from '../../duration';

/**
 * How often a long wait shows that it is alive.
 *
 * @internal
 */
export interface HeartbeatPace {
  /** Without news. */
  readonly everyMs: number;
  /** With news: on a terminal they can wait for the next beat, in a log that is read later they are the record. */
  readonly onChangeMs: number;
}

/** @internal */
export function paceOf({ isTTY }: { readonly isTTY?: boolean }): HeartbeatPace {
  return isTTY ? { everyMs: 10_000, onChangeMs: 10_000 } : { everyMs: 60_000, onChangeMs: 10_000 };
}

interface Running {
  readonly begunMs: number;
  line: string;
  shown: string;
  shownMs: number;
}

/**
 * Tells, for each test file that takes long, how long it has taken and what it waits for. A file that ends before its
 * first beat leaves no trace.
 *
 * @internal
 */
export class Heartbeat {
  readonly #files = new Map<string, Running>();
  readonly #write: (line: string) => void;
  readonly #pace: HeartbeatPace;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(write: (line: string) => void, pace: HeartbeatPace, clock: Pick<Clock, 'now'> = systemClock) {
    this.#write = write;
    this.#pace = pace;
    this.#clock = clock;
  }

  start(file: string): void {
    const begunMs = this.#clock.now();
    this.#files.set(file, { begunMs, line: '', shown: '', shownMs: begunMs });
  }

  /** What the file does now. */
  note(file: string, line: string): void {
    const running = this.#files.get(file);
    if (running) running.line = line;
  }

  stop(file: string): void {
    this.#files.delete(file);
  }

  /** To be called often; writes when it is time. */
  beat(): void {
    const now = this.#clock.now();
    for (const [file, running] of this.#files) {
      const silentMs = now - running.shownMs;
      const { everyMs, onChangeMs } = this.#pace;
      if (silentMs < (running.line === running.shown ? everyMs : onChangeMs)) continue;
      running.shown = running.line;
      running.shownMs = now;
      this.#write(
        [`${file}: ${formatDuration(now - running.begunMs)}`, running.line].filter(Boolean).join(', '),
      );
    }
  }
}
