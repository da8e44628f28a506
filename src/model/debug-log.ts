import type { Clock } from '../clock';
import { type Duration, toMilliseconds } from '../duration';
import type { LogQuery } from '../juju/log-stream';
import type { LogMessage } from '../juju/wire-types';
import { checkKeys } from './calls/check-keys';
import { listOf } from './calls/list-of';
import { hideSecrets } from './hide-secrets';
import { type LoggedError, LoggedErrors } from './logged-errors';

/** How grave a line of the debug-log is. @public */
export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';

/** One line of a model's debug-log. @public */
export interface LogEntry {
  /** Who wrote it, as Juju tags it: `unit-web-0`, `machine-0`, `controller-0`. */
  readonly entity: string;
  readonly timestamp: Date;
  readonly level: string;
  /** `juju.worker.uniter.operation`, `unit.web/0.juju-log`. */
  readonly module: string;
  /** Where in Juju's source; `''` for what a charm wrote. */
  readonly location: string;
  readonly message: string;
}

/** Which lines of the debug-log. Lists mean "any of". @public */
export interface DebugLogOptions {
  /** Entities as tags, with `*`: `unit-web-0`, `unit-web-*`, `machine-0`. */
  readonly include?: string | readonly string[];
  /** Not those of these entities, as in `include`. Default: none. */
  readonly exclude?: string | readonly string[];
  /** Modules, with all below them: `juju.worker`, `unit.web/0`. Default: all. */
  readonly includeModule?: string | readonly string[];
  /** Not those of these modules. Default: none. */
  readonly excludeModule?: string | readonly string[];
  /** This and what is graver. Default: all. */
  readonly level?: LogLevel;
  /** Only what was written since then, by the controller's clock. */
  readonly since?: Date;
  /** How many of the last lines come first. Default: all that there are. */
  readonly backlog?: number;
  /** Whether to go on with the lines that are yet to be written, until the loop is left. Default: `true`. */
  readonly follow?: boolean;
  /** Ends the loop with an error when it fires. */
  readonly signal?: AbortSignal | undefined;
}

/** What of a session a debug-log needs. @internal */
export interface LogSource {
  logStream(query: LogQuery, options: { signal?: AbortSignal | undefined }): AsyncIterable<LogMessage>;
}

const keys = [
  'include',
  'exclude',
  'includeModule',
  'excludeModule',
  'level',
  'since',
  'backlog',
  'follow',
  'signal',
];

/** The debug-log of a session's model, line by line. @internal */
export async function* debugLog(
  source: LogSource,
  options: DebugLogOptions,
): AsyncGenerator<LogEntry, void, undefined> {
  checkKeys(options, keys, 'debugLog');
  for await (const message of source.logStream(queryOf(options), { signal: options.signal })) {
    yield entryOf(message);
  }
}

/** `unit-mysql-1 10:02:11 ERROR juju.worker.uniter hook "start" failed`: much as `juju debug-log` prints it. @internal */
export function logLine({ entity, timestamp, level, module, message }: LogEntry): string {
  return `${entity} ${logTime(timestamp)} ${level} ${module} ${message}`;
}

/** `10:02:11`, as lines of the debug-log have it. @internal */
export const logTime = (timestamp: Date): string => timestamp.toISOString().slice(11, 19);

/** What the log of errors may cost. @internal */
export interface RecentErrorsOptions {
  readonly since: Date | undefined;
  /** In real time: it must not keep anybody from the error that it shall explain. */
  readonly timeout: Duration;
  readonly clock: Clock;
}

/** The errors in the debug-log, see {@link LoggedErrors}, without what looks like a secret; none where it cannot be had in time. @internal */
export async function recentErrors(source: LogSource, options: RecentErrorsOptions): Promise<LoggedError[]> {
  const { since, timeout, clock } = options;
  const late = new AbortController();
  const over = new AbortController();
  const timer = clock.sleep(toMilliseconds(timeout, 'timeout'), over.signal).then(
    () => late.abort(),
    () => undefined,
  );
  const errors = new LoggedErrors();
  try {
    const query = { level: 'WARNING', follow: false, signal: late.signal, ...(since && { since }) } as const;
    for await (const entry of debugLog(source, query))
      errors.add({ ...entry, message: hideSecrets(entry.message) });
  } catch {
    // Half a log explains more than an error about the log.
  } finally {
    over.abort();
    await timer;
  }
  return errors.all;
}

function queryOf(options: DebugLogOptions): LogQuery {
  const { level, since, backlog, follow = true } = options;
  return {
    includeEntity: listOf(options.include),
    excludeEntity: listOf(options.exclude),
    includeModule: listOf(options.includeModule),
    excludeModule: listOf(options.excludeModule),
    ...(level && { level }),
    ...(since && { startTime: since }),
    ...(backlog === undefined ? { replay: true } : { backlog }),
    noTail: !follow,
  };
}

function entryOf({ tag, ts, sev, mod, loc, msg }: LogMessage): LogEntry {
  return { entity: tag, timestamp: new Date(ts), level: sev, module: mod, location: loc, message: msg };
}
