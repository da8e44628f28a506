import { countOf } from '../../count-of';
import type { ApplicationStatus, Status, UnitStatus } from '../status/status';
import { countFor, type IdleOptions } from './idle-options';
import type { Reason } from './judgement';
import { missingReason } from './missing';
import { wanted, whyNotIdle, withMessage } from './unit-readiness';

/** How far an application is. @internal */
export interface ApplicationReadiness {
  readonly name: string;
  /** Why it is not ready; empty when it is. */
  readonly reasons: readonly Reason[];
  /** The units that are idle as wanted. */
  readonly ready: readonly UnitStatus[];
  /** How many of them are enough, where not all have to be. */
  readonly enough: number | undefined;
}

/**
 * How far an application is from being idle as wanted, in one status.
 *
 * @internal
 */
export function applicationReadiness(
  name: string,
  status: Status,
  options: IdleOptions,
): ApplicationReadiness {
  const application = Object.hasOwn(status.applications, name) ? status.applications[name] : undefined;
  const enough = countFor(options.atLeast, name);
  if (!application) return notReady(enough, missingReason(name, Object.keys(status.applications)));
  if (application.error !== undefined) return notReady(enough, { entity: name, why: application.error });
  if (application.life !== 'alive') return notReady(enough, { entity: name, why: 'is being removed' });
  const units = application.units.flatMap((unit) => status.units[unit] ?? []);
  const late = units.flatMap((unit) => {
    const why = whyNotIdle(unit, status, options.statuses);
    return why === undefined ? [] : [{ entity: unit.name, why }];
  });
  const lateNames = new Set(late.map(({ entity }) => entity));
  const ready = units.filter(({ name: unit }) => !lateNames.has(unit));
  const reasons =
    enough === undefined
      ? whyNotAll(application, status, options, late)
      : whyNotEnough(name, ready.length, enough, late);
  return { name, reasons, ready, enough };
}

function notReady(enough: number | undefined, reason: Reason): ApplicationReadiness {
  return { name: reason.entity, reasons: [reason], ready: [], enough };
}

function whyNotEnough(name: string, ready: number, enough: number, late: readonly Reason[]): Reason[] {
  if (ready >= enough) return [];
  const missing = { entity: name, why: `${String(ready)} of its units are ready, want ≥ ${String(enough)}` };
  return [missing, ...late];
}

function whyNotAll(
  application: ApplicationStatus,
  status: Status,
  options: IdleOptions,
  late: readonly Reason[],
): Reason[] {
  const { name } = application;
  const exact = countFor(options.exact, name);
  const count = exact === undefined ? whyNotTheCount(application, status) : whyNotExact(application, exact);
  const statusText = exact === 0 ? undefined : whyNotTheStatus(application, options.statuses);
  return [
    ...[count, statusText].flatMap((why) => (why === undefined ? [] : [{ entity: name, why }])),
    ...late,
  ];
}

function whyNotExact({ units }: ApplicationStatus, exact: number): string | undefined {
  return units.length === exact
    ? undefined
    : `${countOf(units.length, 'unit')}, want exactly ${String(exact)}`;
}

/** Why an application's units are not those that Juju means it to have; `undefined` when they are. @internal */
export function whyNotTheCount(application: ApplicationStatus, status: Status): string | undefined {
  const { units, scale, subordinateTo } = application;
  if (units.length === 0) return `0 units, want ≥ 1${hintForNone(application, status)}`;
  if (scale !== undefined && scale !== units.length) {
    return `${countOf(units.length, 'unit')}, but its scale is ${String(scale)}`;
  }
  const bare = subordinateTo.flatMap((principal) => carriersWithout(application, principal, status));
  return bare.length === 0 ? undefined : `not there yet on ${bare.join(', ')}`;
}

/** Units of a principal that do not carry their unit of a subordinate yet. */
function carriersWithout({ units }: ApplicationStatus, principal: string, status: Status): string[] {
  const carried = new Set(units.map((unit) => status.units[unit]?.principal));
  const carriers = status.applications[principal]?.units ?? [];
  return carriers.filter((unit) => status.units[unit]?.life === 'alive' && !carried.has(unit));
}

/** A subordinate gets its units by a relation only; without one it looks like any other application without units. */
function hintForNone({ subordinateTo, scale, relations }: ApplicationStatus, { model }: Status): string {
  if (subordinateTo.length > 0) return ` (subordinate to ${subordinateTo.join(', ')})`;
  if (scale !== undefined) return ` (its scale is ${String(scale)})`;
  const unrelated = Object.keys(relations).length === 0;
  return unrelated && model.type !== 'caas'
    ? ' (a subordinate has none before it is related to a principal)'
    : '';
}

/** Why an application's own status is not as wanted; `undefined` when it is. @internal */
export function whyNotTheStatus(
  { status }: ApplicationStatus,
  statuses: ReadonlySet<string> | undefined,
): string | undefined {
  if (!statuses || statuses.has(status.current)) return undefined;
  return `app status is "${status.current}", want ${wanted(statuses)}${withMessage(status)}`;
}
