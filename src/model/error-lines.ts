import type { LogEntry } from './debug-log';

/** How many lines that a charm wrote on standard error are shown of a hook that failed. */
const mostLines = 15;

/**
 * Picks out of a debug-log, from WARNING on, the last errors; and before a hook that failed what its charm wrote on
 * standard error, a traceback for one: Juju has that at WARNING.
 *
 * @internal
 */
export class ErrorLines {
  readonly #limit: number;
  readonly #errors: (readonly LogEntry[])[] = [];
  /** What each unit has written since its last hook that failed. */
  readonly #written = new Map<string, readonly LogEntry[]>();

  /** @param limit - how many errors are kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(entry: LogEntry): void {
    const lines = this.#written.get(entry.entity) ?? [];
    if (isStderr(entry)) this.#written.set(entry.entity, [...lines, entry].slice(-mostLines));
    if (entry.level !== 'ERROR') return;
    const isFailedHook = /^hook ".*failed/.test(entry.message);
    this.#errors.push([...(isFailedHook ? lines : []), entry]);
    if (isFailedHook) this.#written.delete(entry.entity);
    if (this.#errors.length > this.#limit) this.#errors.shift();
  }

  get lines(): LogEntry[] {
    return this.#errors.flat();
  }
}

/** Whether a line is of what a hook wrote on standard error: it has the hook as its logger, below the unit. */
function isStderr({ level, module }: LogEntry): boolean {
  return level === 'WARNING' && module.startsWith('unit.') && !module.endsWith('.juju-log');
}
