import type { Status } from '../status/status';
import { applicationSummary, machineSummary, unitSummary } from '../status/status-summary';
import {
  applicationIn,
  checkNames,
  either,
  statusPredicate,
  type StatusPredicate,
  together,
} from './status-predicate';

/**
 * The model has them no more: applications, those of other models (SAAS) too, units such as `'web/0'`, machines such
 * as `'0'`.
 *
 * @example
 * ```ts
 * await opsTest.model.removeApplication('web', { wait: false });
 * await opsTest.model.wait(gone('web'), { timeout: '10m' });
 * ```
 *
 * @public
 */
export function gone(...names: string[]): StatusPredicate {
  if (names.length === 0) throw new TypeError('gone needs a name: of an application, a unit or a machine');
  checkNames(names, 'gone');
  return statusPredicate('gone', names, (status) =>
    together(names.map((name) => either(name, summaryOf(name, status), 'is gone'))),
  );
}

/** What there still is; `undefined` when it is gone. */
function summaryOf(name: string, status: Status): string | undefined {
  const { units, machines, remoteApplications } = status;
  const application = applicationIn(status, name);
  if (application) return `is there: ${applicationSummary(application)}`;
  const unit = Object.hasOwn(units, name) ? units[name] : undefined;
  if (unit) return `is there: ${unitSummary(unit)}`;
  const machine = Object.hasOwn(machines, name) ? machines[name] : undefined;
  if (machine) return `is there: ${machineSummary(machine)}`;
  const remote = Object.hasOwn(remoteApplications, name) ? remoteApplications[name] : undefined;
  return remote && `is there: ${applicationSummary({ ...remote, scale: undefined })}`;
}
