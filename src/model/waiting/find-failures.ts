import type { MachineStatus, Status, StatusInfo, UnitStatus } from '../status/status';
import { withHosts } from './concerned';
import type { IdleOptions } from './idle-options';
import type { Failure, FailureKind, Reason } from './judgement';

/** What can be found wrong. @internal */
export type Found = Readonly<Record<FailureKind, readonly Reason[]>>;

const kinds: readonly FailureKind[] = ['machine', 'agent', 'unit', 'application'];

/**
 * Finds what ends a wait, and remembers since when it is there: an error counts once it has lasted for the grace.
 *
 * @internal
 */
export class FailureFinder {
  #firstSeen = new Map<string, number>();

  constructor(private readonly options: IdleOptions) {}

  /**
   * The gravest failure among some applications: errors before blocks; machines, agents, units, applications.
   */
  find(status: Status, applications: readonly string[], nowMs: number): Failure | undefined {
    const units = applications.flatMap((name) => unitsOf(name, status));
    const seen = new Map<string, number>();
    const lasting = (state: Failure['state'], found: Found): Failure | undefined => {
      const failures = kinds.map((kind) => ({
        kind,
        state,
        entities: found[kind].filter((reason) =>
          this.#lasts(seen, `${state} ${kind} ${reason.entity}`, nowMs),
        ),
      }));
      return failures.find(({ entities }) => entities.length > 0);
    };
    const { raiseOnError, raiseOnBlocked } = this.options;
    const error = raiseOnError
      ? lasting('error', errorsAmong(status, applications, this.#wantsErrors))
      : undefined;
    const block = raiseOnBlocked ? lasting('blocked', blocks(status, applications, units)) : undefined;
    this.#firstSeen = seen;
    return error ?? block;
  }

  #lasts(seen: Map<string, number>, key: string, nowMs: number): boolean {
    const since = this.#firstSeen.get(key) ?? nowMs;
    seen.set(key, since);
    return nowMs - since >= this.options.errorGraceMs;
  }

  /** Who waits for an error must not be stopped by it. */
  get #wantsErrors(): boolean {
    return this.options.statuses?.has('error') ?? false;
  }
}

/**
 * What is in error among some applications: of machines, those that they are on.
 *
 * @param areWanted - leaves out what a charm may be meant to come to: a failed hook
 * @internal
 */
export function errorsAmong(status: Status, applications: readonly string[], areWanted = false): Found {
  const units = applications.flatMap((name) => unitsOf(name, status));
  const workload = areWanted ? [] : units.filter((unit) => unit.workloadStatus.current === 'error');
  return {
    machine: machinesOf(units, status).flatMap(machineError),
    agent: units
      .filter(({ agentStatus }) => isFailed(agentStatus))
      .map((unit) => inUnit(unit, unit.agentStatus)),
    unit: workload.map((unit) => inUnit(unit, unit.workloadStatus)),
    application: areWanted ? [] : inApplications(status, applications, 'error'),
  };
}

function unitsOf(application: string, status: Status): UnitStatus[] {
  const known = Object.hasOwn(status.applications, application)
    ? status.applications[application]
    : undefined;
  return (known?.units ?? []).flatMap((unit) => status.units[unit] ?? []);
}

/** The machines that the units are on; a container's host too. */
function machinesOf(units: readonly UnitStatus[], { machines }: Status): MachineStatus[] {
  const ids = new Set(units.flatMap(({ machine }) => (machine === undefined ? [] : withHosts(machine))));
  return [...ids].flatMap((id) => machines[id] ?? []);
}

/** A machine that the cloud would not give is no "error" in Juju's words, but one nevertheless. @internal */
export function machineError({ id, agentStatus, instanceStatus }: MachineStatus): Reason[] {
  const failed = [instanceStatus, agentStatus].find(
    (info) => info.current === 'provisioning error' || isFailed(info),
  );
  return failed ? [{ entity: id, why: textOf(failed) }] : [];
}

function isFailed({ current }: StatusInfo): boolean {
  return current === 'error' || current === 'failed';
}

function blocks(status: Status, applications: readonly string[], units: readonly UnitStatus[]): Found {
  const blocked = units.filter((unit) => unit.workloadStatus.current === 'blocked');
  return {
    machine: [],
    agent: [],
    unit: blocked.map((unit) => inUnit(unit, unit.workloadStatus)),
    application: inApplications(status, applications, 'blocked'),
  };
}

function inApplications(status: Status, applications: readonly string[], current: string): Reason[] {
  return applications.flatMap((name) => {
    const info = Object.hasOwn(status.applications, name) ? status.applications[name]?.status : undefined;
    return info?.current === current ? [{ entity: name, why: textOf(info) }] : [];
  });
}

function inUnit({ name }: UnitStatus, info: StatusInfo): Reason {
  return { entity: name, why: textOf(info) };
}

function textOf({ message, current }: StatusInfo): string {
  return message === '' ? current : message;
}
