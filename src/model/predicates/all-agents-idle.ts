import type { Status, UnitStatus } from '../status/status';
import type { Reason } from '../waiting/judgement';
import { agentText, isBeforeInstall } from '../waiting/unit-readiness';
import { ofAll } from './all-status';
import type { StatusPredicate } from './status-predicate';

/**
 * No agent of the applications' units has anything to run, whatever their charms say; of all applications where none is
 * named. The agent of a charm that has not been installed yet is not idle, though Kubernetes shows it so.
 *
 * @example
 * ```ts
 * await opsTest.model.wait(and(allAgentsIdle(), appStatus('web', 'blocked')));
 * ```
 *
 * @public
 */
export function allAgentsIdle(...apps: string[]): StatusPredicate {
  return ofAll('allAgentsIdle', apps, 'has idle agents', (_, units, status) =>
    units.flatMap((unit) => whyBusy(unit, status)),
  );
}

function whyBusy(unit: UnitStatus, status: Status): Reason[] {
  const { name: entity, workloadStatus, agentStatus } = unit;
  if (isBeforeInstall(workloadStatus)) {
    return [{ entity, why: `${workloadStatus.message}: its charm has not run yet` }];
  }
  return agentStatus.current === 'idle' ? [] : [{ entity, why: agentText(unit, status) }];
}
