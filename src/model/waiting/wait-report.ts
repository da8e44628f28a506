import { countOf } from '../../count-of';
import { messageOf } from '../../message-of';
import { logTime } from '../debug-log';
import { errorCount, errorReport } from '../error-report';
import type { LoggedError } from '../logged-errors';
import { briefStatusTable } from '../status/brief-status-table';
import { concernedBy } from './concerned';
import type { Reason } from './judgement';
import { reasonLines } from './reason-lines';
import type { Polls, UnhappyEnd } from './wait-error';

/** What the debug-log says since a time. @internal */
export interface FoundErrors {
  readonly since: Date | undefined;
  readonly errors: readonly LoggedError[];
}

/**
 * What there is to know of a wait that did not end well, what may be its cause first: what is not ready and why, the
 * errors in the debug-log of that, and how many others there are; then what is ready, the status, and how the asking
 * went where it went badly.
 *
 * @internal
 */
export function waitReport(
  end: UnhappyEnd,
  reasons: readonly Reason[],
  { since, errors }: FoundErrors,
): string {
  const { judgement, status, polls } = end;
  const { ready = [] } = judgement;
  const isConcerned = concernedBy(reasons, status);
  const concerned = errors.filter(({ entry }) => isConcerned(entry.entity));
  const others = errors.filter(({ entry }) => !isConcerned(entry.entity));
  // The headline has those of a failure.
  const notReady = end.kind === 'failed' ? [] : reasons;
  const sections = [
    notReady.length > 0 ? `Not ready:\n${indented(reasonLines(notReady))}` : '',
    concerned.length > 0 ? `${logHeadline(since)}\n${indented(errorReport(concerned))}` : '',
    others.length > 0 ? `Errors of others: ${errorCount(others)}` : '',
    ready.length > 0 ? `Ready: ${ready.join(', ')}` : '',
    status ? `Model status:\n${indented(briefStatusTable(status).split('\n'))}` : 'No status could be had.',
    polls.failed > 0 || polls.disconnects > 0 || !status ? `Polls: ${pollsText(polls)}` : '',
  ];
  return sections.filter((section) => section !== '').join('\n');
}

const logHeadline = (since: Date | undefined): string =>
  `Errors in the debug-log${since ? ` since ${logTime(since)}` : ''}:`;

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
