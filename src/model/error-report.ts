import { countOf } from '../count-of';
import { listed } from './calls/what-there-is';
import { logLine, logTime } from './debug-log';
import { logEntityName } from './log-entity-name';
import type { LoggedError } from './logged-errors';

/** How many different errors are shown. */
const mostShown = 10;

/**
 * Errors of a debug-log for people: the last ones, each once, with how often and in which units it was; below a hook
 * that failed what its charm wrote on standard error.
 *
 * @param errors - in the order in which they were seen last
 * @internal
 */
export function errorReport(errors: readonly LoggedError[]): string[] {
  const groups = sameErrors(errors);
  const shown = groups.slice(-mostShown).sort((one, other) => firstMs(one) - firstMs(other));
  const hidden = groups.length - shown.length;
  return [
    ...(hidden > 0 ? [`${countOf(hidden, 'other error')} before these: see the debug-log`] : []),
    ...shown.flatMap(linesOf),
  ];
}

/** `2 of db/0, the last at 12:01:02: hook "start" failed`: of errors that are not shown. @internal */
export function errorCount(errors: readonly LoggedError[]): string {
  const latest = latestOf(errors);
  if (!latest) return '';
  const [message] = latest.entry.message.split('\n');
  return `${String(timesOf(errors))} of ${entitiesOf(errors)}, the last at ${logTime(latest.last)}: ${message ?? ''}`;
}

/** Errors with the same text, those together that were seen last at the end. */
function sameErrors(errors: readonly LoggedError[]): LoggedError[][] {
  const groups = new Map<string, LoggedError[]>();
  for (const error of errors) {
    const group = groups.get(error.text) ?? [];
    groups.delete(error.text);
    groups.set(error.text, [...group, error]);
  }
  return [...groups.values()];
}

function linesOf(group: readonly LoggedError[]): string[] {
  const first = group.find(({ entry }) => entry.timestamp.getTime() === firstMs(group));
  if (!first) return [];
  const [headline, ...more] = logLine(first.entry).split('\n');
  // The mark keeps Jest from taking a charm's stack for that of the error whose message this becomes a part of.
  const below = [...more, ...first.stderr.flatMap(({ message }) => message.split('\n'))];
  return [`${headline ?? ''}${repeats(group)}`, ...below.map((line) => `  | ${line}`)];
}

function repeats(group: readonly LoggedError[]): string {
  const times = timesOf(group);
  const latest = latestOf(group);
  if (times === 1 || !latest) return '';
  const where = group.length > 1 ? ` in ${entitiesOf(group)}` : '';
  return ` (${String(times)} times${where}, last at ${logTime(latest.last)})`;
}

function firstMs(group: readonly LoggedError[]): number {
  return Math.min(...group.map(({ entry }) => entry.timestamp.getTime()));
}

function latestOf(errors: readonly LoggedError[]): LoggedError | undefined {
  return errors.toSorted((one, other) => one.last.getTime() - other.last.getTime()).at(-1);
}

function timesOf(errors: readonly LoggedError[]): number {
  return errors.reduce((sum, { times }) => sum + times, 0);
}

function entitiesOf(errors: readonly LoggedError[]): string {
  const names = errors.map(({ entry }) => logEntityName(entry.entity));
  return listed([...new Set(names)].sort((one, other) => one.localeCompare(other, 'en', { numeric: true })));
}
