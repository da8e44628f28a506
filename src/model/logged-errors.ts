import type { LogEntry } from './debug-log';
import { logEntityName } from './log-entity-name';

/** How many lines that a charm wrote on standard error are kept of a hook that failed. */
const mostLines = 15;

/** How many different errors are kept: enough for each of many units to have its own. */
const mostErrors = 500;

/** An error that one entity has logged, perhaps again and again. @internal */
export interface LoggedError {
  /** As it was the first time. */
  readonly entry: LogEntry;
  /** Of a hook that failed: what its charm wrote on standard error before, a traceback for one. */
  readonly stderr: readonly LogEntry[];
  /** What it has in common with the same error of another unit. */
  readonly text: string;
  readonly times: number;
  readonly last: Date;
}

/**
 * Picks the errors out of a debug-log, from WARNING on, each once; and to a hook that failed what its charm wrote on
 * standard error in it: Juju has that at WARNING, with the hook as its logger.
 *
 * @internal
 */
export class LoggedErrors {
  /** By entity and text, in the order in which they were seen last. */
  readonly #errors = new Map<string, LoggedError>();
  /** What each unit has written since its last hook that failed. */
  readonly #written = new Map<string, readonly LogEntry[]>();

  add(entry: LogEntry): void {
    const { entity, level, message } = entry;
    const lines = this.#written.get(entity) ?? [];
    if (isStderr(entry)) this.#written.set(entity, [...lines, entry].slice(-mostLines));
    if (level !== 'ERROR') return;
    const [, hook] = /^hook "([^"]+)".*failed/.exec(message) ?? [];
    this.#see(entry, hook === undefined ? [] : lines.filter(({ module }) => module.endsWith(`.${hook}`)));
    if (hook !== undefined) this.#written.delete(entity);
  }

  /** In the order in which they were seen last. */
  get all(): LoggedError[] {
    return [...this.#errors.values()];
  }

  #see(entry: LogEntry, stderr: readonly LogEntry[]): void {
    const text = commonText([...stderr, entry]);
    const key = `${entry.entity} ${text}`;
    const before = this.#errors.get(key) ?? { entry, stderr, text, times: 0 };
    this.#errors.delete(key);
    this.#errors.set(key, { ...before, times: before.times + 1, last: entry.timestamp });
    const [oldest] = this.#errors.keys();
    if (this.#errors.size > mostErrors && oldest !== undefined) this.#errors.delete(oldest);
  }
}

/** Whether a line is of what a hook wrote on standard error: it has the hook as its logger, below the unit. */
function isStderr({ level, module }: LogEntry): boolean {
  return level === 'WARNING' && module.startsWith('unit.') && !module.endsWith('.juju-log');
}

/** Without what only says which unit it was. */
function commonText(entries: readonly LogEntry[]): string {
  return entries
    .map(({ entity, level, module, message }) =>
      [level, module, message].join(' ').replaceAll(logEntityName(entity), '').replaceAll(entity, ''),
    )
    .join('\n');
}
