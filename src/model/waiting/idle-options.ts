import { type Duration, toMilliseconds } from '../../duration';
import { notValid } from '../../errors';
import type { CallLimits } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import type { WorkloadStatus } from '../status/status';
import type { TimeScale } from './time-scale';
import { settlePeriodMs } from './touched';

/**
 * What {@link Model.waitForIdle} waits for, and for how long.
 *
 * @public
 */
export interface WaitForIdleOptions extends CallLimits {
  /** Which applications. Default: all that the model has, looked up again at each check. */
  readonly apps?: string | readonly string[];
  /** The workload status that units and applications must have. Default: any but `error`. */
  readonly status?: WorkloadStatus | readonly WorkloadStatus[];
  /** Fail as soon as a machine, an agent, a unit or an application is in error. Default: `true`. */
  readonly raiseOnError?: boolean;
  /** Fail as soon as a unit or an application is blocked. Default: `false`. */
  readonly raiseOnBlocked?: boolean;
  /** How long an error or a block must last to count, for Juju retries failed hooks by itself. Default: 0. */
  readonly errorGrace?: Duration;
  /** How long everything must stay idle, together. Default: `'15s'`. */
  readonly idlePeriod?: Duration;
  /** How often to look at least. Default: `'1s'`; more often while things change. */
  readonly checkFrequency?: Duration;
  /** When to give up. Default: `'10m'`; `Infinity` never does. */
  readonly timeout?: Duration;
  /** So many units of each application, or of the named ones, are enough; the rest and the application's own status do not matter. */
  readonly waitForAtLeastUnits?: number | Readonly<Record<string, number>>;
  /** Each application, or each named one, must have exactly so many units. */
  readonly waitForExactUnits?: number | Readonly<Record<string, number>>;
  /**
   * How long, after a command of this `Model` object, to wait for a sign that the agents it concerns have run since.
   * Default: `'30s'`; 0 does not wait for one.
   */
  readonly settlePeriod?: Duration;
}

/** Units per application; a number is for each. @internal */
export type Counts = number | Readonly<Record<string, number>> | undefined;

/** @internal */
export interface IdleOptions {
  readonly apps: readonly string[] | undefined;
  readonly statuses: ReadonlySet<string> | undefined;
  readonly raiseOnError: boolean;
  readonly raiseOnBlocked: boolean;
  readonly errorGraceMs: number;
  readonly idlePeriodMs: number;
  /** Whether none was asked for; a scaled one can become 0 too. */
  readonly idlePeriodIsZero: boolean;
  readonly checkMs: number;
  readonly timeoutMs: number;
  readonly atLeast: Counts;
  readonly exact: Counts;
  readonly settleMs: number;
}

const keys = [
  'apps',
  'status',
  'raiseOnError',
  'raiseOnBlocked',
  'errorGrace',
  'idlePeriod',
  'checkFrequency',
  'timeout',
  'waitForAtLeastUnits',
  'waitForExactUnits',
  'settlePeriod',
  'signal',
];
/** @internal */
export const workloadStatuses: ReadonlySet<string> = new Set<WorkloadStatus>([
  'active',
  'blocked',
  'error',
  'maintenance',
  'terminated',
  'unknown',
  'waiting',
]);

/**
 * The options of a wait, checked, with their defaults; what is Juju's time is divided by the time scale.
 *
 * @throws TypeError for a value of a wrong type; JujuError for a value that makes no sense
 * @internal
 */
export function idleOptions(options: WaitForIdleOptions, scale: TimeScale): IdleOptions {
  checkKeys(options, keys, 'waitForIdle');
  const apps = checkedApps(options.apps);
  const statuses = checkedStatuses(options.status);
  const atLeast = checkedCounts(options.waitForAtLeastUnits, 'waitForAtLeastUnits', apps);
  const exact = checkedCounts(options.waitForExactUnits, 'waitForExactUnits', apps);
  refuseBoth(atLeast, exact);
  const { errorGrace = 0, idlePeriod = '15s', checkFrequency = '1s', timeout = '10m' } = options;
  const idlePeriodMs = toMilliseconds(idlePeriod, 'idlePeriod');
  const raiseOnBlocked = options.raiseOnBlocked ?? false;
  if (raiseOnBlocked && statuses?.has('blocked')) {
    throw notValid(
      'waitForIdle was asked to wait for the status "blocked", and to fail on it (raiseOnBlocked)',
    );
  }
  return {
    apps,
    statuses,
    raiseOnError: options.raiseOnError ?? true,
    raiseOnBlocked,
    errorGraceMs: scale.patience(toMilliseconds(errorGrace, 'errorGrace')),
    idlePeriodMs: scale.toReal(idlePeriodMs),
    idlePeriodIsZero: idlePeriodMs === 0,
    checkMs: scale.toReal(toMilliseconds(checkFrequency, 'checkFrequency')),
    timeoutMs: toMilliseconds(timeout, 'timeout'),
    atLeast,
    exact,
    settleMs: settlePeriodMs(options.settlePeriod, scale),
  };
}

/** How many units an application is to have; `undefined` where nothing was asked of it. @internal */
export function countFor(counts: Counts, application: string): number | undefined {
  if (typeof counts !== 'object') return counts;
  return Object.hasOwn(counts, application) ? counts[application] : undefined;
}

function checkedApps(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const apps: unknown = typeof value === 'string' ? [value] : value;
  if (!Array.isArray(apps) || !apps.every((name) => typeof name === 'string' && name !== '')) {
    throw new TypeError(
      `apps must be the name of an application or a list of such names; got ${JSON.stringify(value)}`,
    );
  }
  return apps.length === 0 ? undefined : [...new Set(apps as string[])];
}

function checkedStatuses(value: unknown): ReadonlySet<string> | undefined {
  if (value === undefined) return undefined;
  const statuses: unknown[] = Array.isArray(value) ? value : [value];
  const wrong = statuses.find((status) => typeof status !== 'string' || !workloadStatuses.has(status));
  if (wrong !== undefined || statuses.length === 0) {
    throw notValid(
      `status must be one or several of ${[...workloadStatuses].join(', ')}; got ${JSON.stringify(value)}`,
    );
  }
  return new Set(statuses as string[]);
}

function checkedCounts(value: unknown, name: string, apps: readonly string[] | undefined): Counts {
  if (value === undefined || isCount(value)) return value;
  if (typeof value !== 'object' || value === null || !Object.values(value).every(isCount)) {
    throw new TypeError(
      `${name} must be a number of units, or numbers by application such as { web: 2 }; got ${JSON.stringify(value)}`,
    );
  }
  const stranger = apps && Object.keys(value).find((application) => !apps.includes(application));
  if (stranger !== undefined) {
    throw notValid(
      `${name} names "${stranger}", which is not among the applications waited for: ${String(apps)}`,
    );
  }
  return value as Readonly<Record<string, number>>;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function refuseBoth(atLeast: Counts, exact: Counts): void {
  if (atLeast === undefined || exact === undefined) return;
  const named = typeof atLeast === 'object' ? Object.keys(atLeast) : undefined;
  const both = named?.find((application) => countFor(exact, application) !== undefined);
  if (named !== undefined && both === undefined) return;
  throw notValid(
    `waitForAtLeastUnits and waitForExactUnits both say how many units ${both ?? 'each application'} is to have: give one of the two`,
  );
}
