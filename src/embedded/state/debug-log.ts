/** Juju's levels, lowest first. @public */
export const logLevels = ['TRACE', 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;

/** One of Juju's log levels. @public */
export type LogLevel = (typeof logLevels)[number];

/** A line of the debug log. @public */
export interface LogEntry {
  /** Tag of who wrote it: `unit-web-0`, `machine-0`. */
  readonly entity: string;
  readonly timestamp: Date;
  readonly level: LogLevel;
  /** Name of the logger: `unit.web/0.juju-log`. */
  readonly module: string;
  /** `file.go:line` of the writer, `''` where it has none. */
  readonly location: string;
  readonly message: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** How many lines a model keeps. A chatty suite writes a few thousand; a run-away charm must not eat the memory. */
const limit = 50_000;

/**
 * The debug log of a model, newest last.
 *
 * @public
 */
export class DebugLog {
  #entries: LogEntry[] = [];
  readonly #listeners = new Set<(entry: LogEntry) => void>();

  /** The lines that are kept, oldest first. */
  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  /** Adds a line and tells who follows the log. */
  append(entry: Omit<LogEntry, 'timestamp'> & { readonly timestamp?: Date }): void {
    const complete: LogEntry = { ...entry, timestamp: entry.timestamp ?? new Date() };
    this.#entries.push(complete);
    if (this.#entries.length > limit * 1.1) this.#entries = this.#entries.slice(-limit);
    for (const listener of this.#listeners) listener(complete);
  }

  /** Calls `listener` with every new line until the returned function is called. */
  subscribe(listener: (entry: LogEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
