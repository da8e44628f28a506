import { countOf } from '../../count-of';
import { messageOf } from '../../message-of';
import { logTime } from '../debug-log';
import { errorCount, errorReport } from '../error-report';
import { hideSecrets } from '../hide-secrets';
import type { LoggedError } from '../logged-errors';
import { briefStatusTable } from '../status/brief-status-table';
import { concernedBy } from './concerned';
import type { Judgement, Reason } from './judgement';
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
  const isConcerned = concernedBy(reasons, status);
  const concerned = errors.filter(({ entry }) => isConcerned(entry.entity));
  const others = errors.filter(({ entry }) => !isConcerned(entry.entity));
  return textOf([
    // The headline has those of a failure.
    end.kind === 'failed' ? '' : notReadyText(reasons),
    concerned.length > 0 ? `${logHeadline(since)}\n${indented(errorReport(concerned))}` : '',
    others.length > 0 ? `Errors of others: ${errorCount(others)}` : '',
    readyText(judgement),
    status ? `Model status:\n${indented(briefStatusTable(status).split('\n'))}` : noStatus,
    status ? troubleText(polls) : `Polls: ${pollsText(polls)}`,
  ]);
}

/** The same of a wait that was stopped, for who has the status and the debug-log elsewhere. @internal */
export function stoppedReport({ judgement, status, polls }: UnhappyEnd, reasons: readonly Reason[]): string {
  return textOf([notReadyText(reasons), readyText(judgement), status ? '' : noStatus, troubleText(polls)]);
}

const textOf = (sections: readonly string[]): string =>
  sections.filter((section) => section !== '').join('\n');

const notReadyText = (reasons: readonly Reason[]): string =>
  reasons.length > 0 ? `Not ready:\n${indented(reasonLines(reasons))}` : '';

const readyText = ({ ready = [] }: Judgement): string =>
  ready.length > 0 ? `Ready: ${ready.join(', ')}` : '';

const noStatus = 'No status could be had.';

const logHeadline = (since: Date | undefined): string =>
  `Errors in the debug-log${since ? ` since ${logTime(since)}` : ''}:`;

/** Reasons without what looks like a secret. @internal */
export function hiddenReasons(reasons: readonly Reason[]): Reason[] {
  return reasons.map((reason) => ({ ...reason, why: hideSecrets(reason.why) }));
}

/** Lines, each further to the right. @internal */
export function indented(lines: readonly string[]): string {
  return lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n');
}

/** How the asking went, where it went badly. */
function troubleText(polls: Polls): string {
  return polls.failed > 0 || polls.disconnects > 0 ? `Polls: ${pollsText(polls)}` : '';
}

/** `598 ok, 2 failed (last: no answer within 30s); the connection broke 3 times`. @internal */
export function pollsText({ ok, failed, lastError, disconnects }: Polls): string {
  const last = lastError === undefined ? '' : ` (last: ${messageOf(lastError)})`;
  const broken = disconnects > 0 ? `; the connection broke ${countOf(disconnects, 'time')}` : '';
  return `${String(ok)} ok, ${String(failed)} failed${last}${broken}`;
}
