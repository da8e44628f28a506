import { countOf } from '../../count-of';
import type { ApplicationStatus, Status, UnitStatus, WorkloadStatus } from '../status/status';
import { whyNotTheCount, whyNotTheStatus } from '../waiting/application-readiness';
import type { Reason } from '../waiting/judgement';
import { workloadText } from '../waiting/unit-readiness';
import {
  absent,
  applicationIn,
  checkNames,
  statusPredicate,
  type StatusPredicate,
  together,
} from './status-predicate';

/**
 * All units of the applications are active, and so are the applications themselves; of all applications where none is
 * named.
 *
 * One that is missing, is being removed, or has not the units that it should have does not count as active: neither
 * does one without units, unless its scale is 0. A model without applications has nothing that is active.
 *
 * @example
 * ```ts
 * await opsTest.model.wait(allActive('web', 'db'), { error: anyError('web', 'db') });
 * ```
 *
 * @public
 */
export function allActive(...apps: string[]): StatusPredicate {
  return all('allActive', 'active', apps);
}

/**
 * As {@link allActive}, for `blocked`.
 *
 * @example
 * ```ts
 * await opsTest.model.wait(allBlocked('web'), { error: anyError() });
 * ```
 *
 * @public
 */
export function allBlocked(...apps: string[]): StatusPredicate {
  return all('allBlocked', 'blocked', apps);
}

/**
 * As {@link allActive}, for `waiting`.
 *
 * @example
 * ```ts
 * await opsTest.model.wait(allWaiting('web'));
 * ```
 *
 * @public
 */
export function allWaiting(...apps: string[]): StatusPredicate {
  return all('allWaiting', 'waiting', apps);
}

/**
 * As {@link allActive}, for `maintenance`.
 *
 * @example
 * ```ts
 * await opsTest.model.wait(allMaintenance('web', 'db'));
 * ```
 *
 * @public
 */
export function allMaintenance(...apps: string[]): StatusPredicate {
  return all('allMaintenance', 'maintenance', apps);
}

/**
 * All units of the applications are in error: a hook failed. What the applications' own statuses say does not matter.
 *
 * @example
 * ```ts
 * await opsTest.model.wait(allError('web'));
 * ```
 *
 * @public
 */
export function allError(...apps: string[]): StatusPredicate {
  return all('allError', 'error', apps);
}

function all(what: string, wanted: WorkloadStatus, apps: readonly string[]): StatusPredicate {
  const statuses = new Set([wanted]);
  return ofAll(what, apps, `is "${wanted}"`, (application, units) => [
    ...applicationReasons(application, statuses),
    ...units.flatMap((unit) => unitReasons(unit, statuses)),
  ]);
}

/**
 * A predicate that holds where nothing is missing of each application.
 *
 * @param found - what it says of one of which nothing is
 * @param whyNot - what is missing of one that is there, and stays
 * @internal
 */
export function ofAll(
  what: string,
  apps: readonly string[],
  found: string,
  whyNot: (application: ApplicationStatus, units: readonly UnitStatus[], status: Status) => Reason[],
): StatusPredicate {
  checkNames(apps, what);
  return statusPredicate(what, apps, (status) => {
    const names = apps.length > 0 ? apps : Object.keys(status.applications);
    if (names.length === 0) {
      return { missing: [{ entity: status.model.name, why: 'has no applications' }], found: [] };
    }
    return together(names.map((name) => judged(name, status, found, whyNot)));
  });
}

function judged(name: string, status: Status, found: string, whyNot: Parameters<typeof ofAll>[3]) {
  const application = applicationIn(status, name);
  if (!application) return absent(name, status.applications);
  const units = application.units.flatMap((unit) => status.units[unit] ?? []);
  const missing = [...presence(application, status), ...whyNot(application, units, status)];
  return { missing, found: [{ entity: name, why: `${found}, with ${countOf(units.length, 'unit')}` }] };
}

function presence(application: ApplicationStatus, status: Status): Reason[] {
  const { name: entity, error, life, units, scale } = application;
  if (error !== undefined) return [{ entity, why: error }];
  if (life !== 'alive') return [{ entity, why: 'is being removed' }];
  const count = scale === 0 && units.length === 0 ? undefined : whyNotTheCount(application, status);
  const leaving = units.filter((unit) => status.units[unit]?.life !== 'alive');
  return [
    ...(count === undefined ? [] : [{ entity, why: count }]),
    ...leaving.map((unit) => ({ entity: unit, why: 'is being removed' })),
  ];
}

function applicationReasons(application: ApplicationStatus, wanted: ReadonlySet<string>): Reason[] {
  if (wanted.has('error')) return [];
  const why = whyNotTheStatus(application, wanted);
  return why === undefined ? [] : [{ entity: application.name, why }];
}

function unitReasons({ name, workloadStatus }: UnitStatus, wanted: ReadonlySet<string>): Reason[] {
  if (wanted.has(workloadStatus.current)) return [];
  return [{ entity: name, why: workloadText(workloadStatus, wanted) }];
}
