import type { Status } from '../status/status';
import type { Reason } from './judgement';

/**
 * Adds to a reason why the charm has never set a status, where that is so and can be known.
 *
 * @param explain - says it of an application
 * @internal
 */
export function withWhyUnknown(
  reason: Reason,
  status: Status | undefined,
  explain: (application: string) => string | undefined,
): Reason {
  const { entity, why } = reason;
  const units = Object.values(status?.units ?? {});
  const unit = units.find(
    ({ name, application, workloadStatus }) =>
      (name === entity || application === entity) && workloadStatus.current === 'unknown',
  );
  const known = unit === undefined ? undefined : explain(unit.application);
  return known === undefined ? reason : { ...reason, why: `${why}; ${known}` };
}
