import { unitTag } from '../../juju/tags';
import type { Status } from '../status/status';
import { concernedBy } from './concerned';
import type { Reason } from './judgement';

/** What a hook says of its failure comes so long before the status that it leads to. */
const marginMs = 10_000;
/** The same of one that failed during the wait: before that are the failures of earlier waits. */
const shortMarginMs = 1_000;

/**
 * Since when the debug-log may tell why a wait has not come to its end: since it began, or, of units that have been in
 * error since before, since a moment before that.
 *
 * @param began - by the controller's clock
 * @internal
 */
export function logSince(
  began: Date | undefined,
  reasons: readonly Reason[],
  status: Status | undefined,
): Date | undefined {
  if (!began) return undefined;
  const isConcerned = concernedBy(reasons, status);
  const failed = Object.values(status?.units ?? {})
    .filter(({ name, workloadStatus }) => workloadStatus.current === 'error' && isConcerned(unitTag(name)))
    .flatMap(({ workloadStatus: { since } }) =>
      since ? [since.getTime() - (since < began ? marginMs : shortMarginMs)] : [],
    );
  return new Date(Math.min(began.getTime(), ...failed));
}
