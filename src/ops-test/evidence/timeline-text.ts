import type { EntityHistory, PastStatus } from '../../model/status/status-history';

/** What each unit, application and machine went through, for people. @internal */
export function timelineText(histories: readonly EntityHistory[]): string {
  return histories
    .map(({ entity, statuses }) => [entity, ...statuses.map((status) => `  ${line(status)}`)].join('\n'))
    .map((section) => `${section}\n`)
    .join('\n');
}

function line({ since, kind, current, message }: PastStatus): string {
  const at = since?.toISOString() ?? '?'.padEnd(24);
  return [at, kind.padEnd(12), current.padEnd(12), message.replaceAll('\n', ' ')].join('  ').trimEnd();
}
