import { basename } from 'node:path';

import { type Clock, systemClock } from '../clock';
import { formatDuration } from '../duration';
import { CommandRecord, type OutputStream } from './command-record';

/** A command that takes longer is worth a line, and another one now and then. */
const firstMs = 5_000;
const everyMs = 30_000;

/** No more is shown of a command, and of a line that it has written, where it stands among other things. */
const longestName = 60;
const longestNews = 160;

/** Commands that have ended are forgotten, the oldest first, where there are more, or more than so many characters. */
const mostCommands = 100;
const mostKept = 8 * 1024 * 1024;

/** @internal */
export interface CommandLogScene {
  /** Tells people how it goes: one line, of which the next one may take the place before it was seen. */
  report(line: string): void;
  /** Where each line is to be seen as it comes. */
  readonly show?: ((line: string) => void) | undefined;
  readonly clock?: Clock;
}

/** One command that runs. @internal */
export interface LoggedCommand {
  add(stream: OutputStream, line: string): void;
  /** @param how - `exit code 0` */
  end(how: string): void;
}

/**
 * What the commands of a test file write, line by line as it comes: kept for the evidence of a failure, and told of while
 * one takes long.
 *
 * @internal
 */
export class CommandLog {
  readonly #scene: CommandLogScene;
  readonly #clock: Clock;
  #records: CommandRecord[] = [];

  constructor(scene: CommandLogScene) {
    this.#scene = scene;
    this.#clock = scene.clock ?? systemClock;
  }

  begin(command: readonly string[], env: NodeJS.ProcessEnv): LoggedCommand {
    const { show } = this.#scene;
    const record = new CommandRecord(command, env);
    this.#keep(record);
    const name = basename(command[0] ?? '');
    const over = new AbortController();
    const news = new News(record, this.#clock, this.#scene);
    void news.tellUntil(over.signal);
    return {
      add(stream, line) {
        record.add(stream, line);
        if (/\S/.test(line)) show?.(`${name}: ${record.last}`);
      },
      end(how) {
        over.abort();
        record.end(how);
        news.end(how);
      },
    };
  }

  /** The commands that ran since then, and what they have written; the empty text where there were none. */
  textSince(since: Date): string {
    return this.#records
      .filter(({ endedAt }) => endedAt === undefined || endedAt >= since.getTime())
      .map(({ text }) => text)
      .join('\n');
  }

  #keep(record: CommandRecord): void {
    this.#records.push(record);
    let count = this.#records.length;
    let kept = this.#records.reduce((sum, { size }) => sum + size, 0);
    this.#records = this.#records.filter(({ endedAt, size }) => {
      if (endedAt === undefined || (count <= mostCommands && kept <= mostKept)) return true;
      count -= 1;
      kept -= size;
      return false;
    });
  }
}

/** A line now and then while a command runs, so that a person who looks at a quiet screen knows what it does. */
class News {
  readonly #startedMs: number;
  #isTold = false;

  constructor(
    private readonly record: CommandRecord,
    private readonly clock: Clock,
    private readonly scene: Pick<CommandLogScene, 'report'>,
  ) {
    this.#startedMs = clock.now();
  }

  async tellUntil(over: AbortSignal): Promise<void> {
    try {
      for (let pauseMs = firstMs; ; pauseMs = everyMs) {
        await this.clock.sleep(pauseMs, over);
        this.#isTold = true;
        const last = this.record.last;
        const news = last === '' ? 'it has written nothing yet' : short(last, longestNews);
        this.scene.report(`running ${this.#name}, ${this.#taken}: ${news}`);
      }
    } catch {
      // It has ended.
    }
  }

  end(how: string): void {
    if (this.#isTold) this.scene.report(`${this.#name} has ended after ${this.#taken}: ${how}`);
  }

  get #name(): string {
    return short(this.record.shown.replaceAll('\n', ' '), longestName);
  }

  get #taken(): string {
    return formatDuration(this.clock.now() - this.#startedMs);
  }
}

function short(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
