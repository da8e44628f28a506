import type { LogEntry, LogLevel } from '../../src/model/debug-log';
import { LoggedErrors, type LoggedError } from '../../src/model/logged-errors';

interface Written {
  readonly entity?: string;
  /** In seconds. */
  readonly at?: number;
}

/** A line of a debug-log. */
export const logEntry = (
  level: LogLevel,
  module: string,
  message: string,
  { entity = 'unit-web-0', at = 0 }: Written = {},
): LogEntry => ({ entity, level, module, message, timestamp: new Date(at * 1000), location: '' });

/** What a hook wrote on standard error. */
export const stderrLine = (unit: string, message: string): LogEntry =>
  logEntry('WARNING', `unit.${unit}.install`, message, { entity: tagOf(unit) });

/** What the agent says of a hook that failed. */
export const failedHook = (unit: string, { hook = 'install', at = 0 } = {}): LogEntry =>
  logEntry('ERROR', 'juju.worker.uniter.operation', `hook "${hook}" (via x) failed: exit status 1`, {
    entity: tagOf(unit),
    at,
  });

/** The errors of a debug-log. */
export function loggedErrors(...entries: readonly LogEntry[]): LoggedError[] {
  const errors = new LoggedErrors();
  for (const entry of entries) errors.add(entry);
  return errors.all;
}

const tagOf = (unit: string): string => `unit-${unit.replace('/', '-')}`;
