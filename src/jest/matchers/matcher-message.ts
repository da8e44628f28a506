import { hideSecrets } from '../../model/hide-secrets';
import { briefStatusTable } from '../../model/status/brief-status-table';
import type { Status } from '../../model/status/status';
import type { Verdict } from '../../model/waiting/predicate';
import { reasonLines } from '../../model/waiting/reason-lines';
import { indented } from '../../model/waiting/wait-report';
import type { Subject } from './subject';

/** What a matcher's message is made of. @internal */
export interface Mismatch {
  /** `expect(web).toBeActive()`, as Jest writes it. */
  readonly hint: string;
  /** `toBeActive()`, for the advice. */
  readonly call: string;
  readonly subject: Subject;
  readonly status: Status;
  readonly verdict: Verdict;
}

/** Why an expectation does not hold, with the model's status, without what looks like a secret in it. @internal */
export function matcherMessage({ hint, call, subject, status, verdict }: Mismatch): string {
  const { core, name } = subject;
  const lines = [
    hint,
    '',
    indented(reasonLines(verdict.reasons)),
    '',
    `Status of ${core.fullName} after the last awaited command or wait:`,
    indented(briefStatusTable(status).split('\n')),
    '',
    `To wait for it: await eventually(${name}).${call}`,
  ];
  return hideSecrets(lines.join('\n'));
}
