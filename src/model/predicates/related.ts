import { isEnd } from '../relation/relation-end';
import type { RelationStatus } from '../status/status';
import { wanted, withMessage } from '../waiting/unit-readiness';
import { absent, checkNames, either, statusPredicate, type StatusPredicate } from './status-predicate';

const joined: ReadonlySet<string> = new Set(['joined']);

/**
 * Two applications are related, and units of both have joined: `related('web:database', 'db')`. The endpoint may be
 * left out.
 *
 * @example
 * ```ts
 * await opsTest.model.wait(related('web:database', 'db'));
 * ```
 *
 * @public
 */
export function related(one: string, other: string): StatusPredicate {
  checkNames([one, other], 'related');
  return statusPredicate('related', [one, other], ({ relations, applications, remoteApplications }) => {
    const known = { ...applications, ...remoteApplications };
    const stranger = [one, other].map(applicationOfEnd).find((name) => !Object.hasOwn(known, name));
    if (stranger !== undefined) return absent(stranger, known);
    const why = whyNotRelated(relations, [one, other]);
    return either(`${one} and ${other}`, why, 'are related');
  });
}

const applicationOfEnd = (end: string): string => end.split(':')[0] ?? '';

/** Why no joined relation has these ends; `undefined` when one has. @internal */
export function whyNotRelated(
  relations: readonly RelationStatus[],
  ends: readonly string[],
): string | undefined {
  const found = relations.filter(({ endpoints }) => areEnds(endpoints, ends));
  if (found.some(({ status }) => joined.has(status.current))) return undefined;
  const [open] = found;
  if (!open) return 'are not related';
  return `relation is "${open.status.current}", want ${wanted(joined)}${withMessage(open.status)}`;
}

/** Whether each end is another endpoint of the relation. */
function areEnds(endpoints: RelationStatus['endpoints'], [one = '', other]: readonly string[]): boolean {
  if (other === undefined) return endpoints.some((endpoint) => isEnd(endpoint, one));
  return endpoints.some(
    (endpoint) =>
      isEnd(endpoint, one) && endpoints.some((partner) => partner !== endpoint && isEnd(partner, other)),
  );
}
