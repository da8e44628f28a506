import type { Status, StatusInfo, WorkloadStatus } from '../status/status';
import { errorsAmong, machineError } from '../waiting/find-failures';
import type { Reason } from '../waiting/judgement';
import { missingReason } from '../waiting/missing';
import { withMessage } from '../waiting/unit-readiness';
import { applicationIn, checkNames, statusPredicate, type StatusPredicate } from './status-predicate';

/**
 * A unit of the applications is active, or one of them is itself; of all applications where none is named.
 *
 * @example
 * ```ts
 * await opsTest.model.wait(anyActive('db'));
 * ```
 *
 * @public
 */
export function anyActive(...apps: string[]): StatusPredicate {
  return any('anyActive', 'active', apps);
}

/**
 * As {@link anyActive}, for `blocked`.
 *
 * @example
 * ```ts
 * await opsTest.model.wait(allActive(), { error: anyBlocked() });
 * ```
 *
 * @public
 */
export function anyBlocked(...apps: string[]): StatusPredicate {
  return any('anyBlocked', 'blocked', apps);
}

/**
 * As {@link anyActive}, for `waiting`.
 *
 * @example
 * ```ts
 * await opsTest.model.wait(not(anyWaiting()));
 * ```
 *
 * @public
 */
export function anyWaiting(...apps: string[]): StatusPredicate {
  return any('anyWaiting', 'waiting', apps);
}

/**
 * As {@link anyActive}, for `maintenance`.
 *
 * @example
 * ```ts
 * await opsTest.model.wait(not(anyMaintenance('db')));
 * ```
 *
 * @public
 */
export function anyMaintenance(...apps: string[]): StatusPredicate {
  return any('anyMaintenance', 'maintenance', apps);
}

/**
 * Something is in error: a unit whose hook failed, an application, an agent that failed, or a machine that could not
 * be had. Of the applications and the machines that they are on; of the whole model where none is named.
 *
 * @example
 * ```ts
 * await opsTest.model.wait(allActive(), { error: anyError(), timeout: '10m' });
 * ```
 *
 * @public
 */
export function anyError(...apps: string[]): StatusPredicate {
  return anyOf('anyError', 'error', apps, (status, names) => {
    const { machine, agent, unit, application } = errorsAmong(status, names);
    const machines = apps.length > 0 ? machine : Object.values(status.machines).flatMap(machineError);
    return [...machines, ...agent, ...unit, ...application];
  });
}

function any(what: string, wanted: WorkloadStatus, apps: readonly string[]): StatusPredicate {
  return anyOf(what, wanted, apps, (status, names) => names.flatMap((name) => foundIn(name, status, wanted)));
}

function anyOf(
  what: string,
  wanted: string,
  apps: readonly string[],
  find: (status: Status, names: readonly string[]) => readonly Reason[],
): StatusPredicate {
  checkNames(apps, what);
  return statusPredicate(what, apps, (status) => {
    const names = apps.length > 0 ? apps : Object.keys(status.applications);
    const found = find(status, names);
    return { missing: found.length > 0 ? [] : whyNone(names, status, wanted), found };
  });
}

function whyNone(names: readonly string[], status: Status, wanted: string): Reason[] {
  if (names.length === 0) return [{ entity: status.model.name, why: `has nothing that is "${wanted}"` }];
  return names.map((entity) =>
    applicationIn(status, entity)
      ? { entity, why: `nothing of it is "${wanted}"` }
      : missingReason(entity, Object.keys(status.applications)),
  );
}

function foundIn(name: string, status: Status, wanted: WorkloadStatus): Reason[] {
  const application = applicationIn(status, name);
  if (!application) return [];
  const units = application.units.flatMap((unit) => status.units[unit] ?? []);
  return [
    ...matching(name, application.status, wanted),
    ...units.flatMap((unit) => matching(unit.name, unit.workloadStatus, wanted)),
  ];
}

function matching(entity: string, info: StatusInfo, wanted: WorkloadStatus): Reason[] {
  return info.current === wanted ? [{ entity, why: `is "${wanted}"${withMessage(info)}` }] : [];
}
