import { countOf } from '../../count-of';
import { messageOf } from '../../message-of';
import { type LogEntry, logLine, mostErrors } from '../debug-log';
import { statusTable } from '../status/status-table';
import type { Reason } from './judgement';
import type { Polls, WaitFacts } from './wait-error';

/**
 * The evidence of a wait that did not end well: what is not ready and why, what is, the whole status, the errors in
 * the debug-log, and how the asking went.
 *
 * @internal
 */
export function waitReport(
  { judgement, status, polls }: WaitFacts,
  reasons: readonly Reason[],
  logs: readonly LogEntry[],
): string {
  const { ready = [] } = judgement;
  const sections = [
    reasons.length > 0 ? `Not ready:\n${indented(alignedReasons(reasons))}` : '',
    ready.length > 0 ? `Ready: ${ready.join(', ')}` : '',
    status ? `Model status:\n${indented(statusTable(status).split('\n'))}` : 'No status could be had.',
    logs.length > 0 ? `${logHeadline}\n${indented(logs.map(logLine))}` : '',
    `Polls: ${pollsText(polls)}`,
  ];
  return sections.filter((section) => section !== '').join('\n');
}

const logHeadline = `Errors in the debug-log since the wait began (last ${String(mostErrors)}):`;

/** Reasons one below the other. @internal */
export function alignedReasons(reasons: readonly Reason[]): string[] {
  const width = Math.max(...reasons.map(({ entity }) => entity.length));
  return reasons.map(({ entity, why }) => `${entity.padEnd(width)}  ${why}`);
}

/** Lines, each further to the right. @internal */
export function indented(lines: readonly string[]): string {
  return lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n');
}

/** `598 ok, 2 failed (last: no answer within 30s); the connection broke 3 times`. @internal */
export function pollsText({ ok, failed, lastError, disconnects }: Polls): string {
  const last = lastError === undefined ? '' : ` (last: ${messageOf(lastError)})`;
  const broken = disconnects > 0 ? `; the connection broke ${countOf(disconnects, 'time')}` : '';
  return `${String(ok)} ok, ${String(failed)} failed${last}${broken}`;
}
