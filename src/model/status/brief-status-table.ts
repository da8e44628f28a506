import { countOf } from '../../count-of';
import { withLife } from './status-summary';
import type { MachineStatus, RelationStatus, Status, UnitStatus } from './status';
import { statusTable } from './status-table';

/** More rows of a kind are not read where most of them say that all is well. */
const mostRows = 10;

/**
 * A status as a table for who looks for what is wrong: without machines that are as they should be, and without such
 * units and relations where there are many. The last line counts what it leaves out.
 *
 * @internal
 */
export function briefStatusTable(status: Status): string {
  const units = shownUnits(status);
  const machines = Object.values(status.machines).filter(isTroubled).slice(0, mostRows);
  const relations =
    status.relations.length <= mostRows
      ? status.relations
      : status.relations.filter((relation) => relation.status.current !== 'joined').slice(0, mostRows);
  const leftOut = [
    ...counted('unit', except(Object.values(status.units), units), unitState),
    ...counted('machine', except(Object.values(status.machines), machines), machineState),
    ...counted('relation', except(status.relations, relations), relationState),
  ];
  const table = statusTable({ ...status, units: byName(units), machines: byId(machines), relations });
  return leftOut.length === 0 ? table : `${table}\n\nNot shown: ${leftOut.join(', ')}`;
}

function shownUnits({ units }: Status): readonly UnitStatus[] {
  const all = Object.values(units);
  if (all.length <= mostRows) return all;
  const troubled = all.filter(isUnwell).slice(0, mostRows);
  // A subordinate is shown below the unit that carries it.
  const carriers = new Set(troubled.flatMap(({ principal }) => principal ?? []));
  return all.filter((unit) => troubled.includes(unit) || carriers.has(unit.name));
}

function isUnwell({ workloadStatus, agentStatus, life }: UnitStatus): boolean {
  return workloadStatus.current !== 'active' || agentStatus.current !== 'idle' || life !== 'alive';
}

function isTroubled({ agentStatus, instanceStatus, life }: MachineStatus): boolean {
  return agentStatus.current !== 'started' || instanceStatus.current !== 'running' || life !== 'alive';
}

const unitState = ({ workloadStatus, agentStatus, life }: UnitStatus): string =>
  withLife(`${workloadStatus.current}/${agentStatus.current}`, life);

const machineState = ({ agentStatus, life }: MachineStatus): string => withLife(agentStatus.current, life);

const relationState = ({ status }: RelationStatus): string => status.current;

/** `38 units active/idle`. */
function counted<T>(noun: string, all: readonly T[], stateOf: (one: T) => string): string[] {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(stateOf(one), (counts.get(stateOf(one)) ?? 0) + 1);
  return [...counts].map(([state, count]) => `${countOf(count, noun)} ${state}`);
}

const except = <T>(all: readonly T[], shown: readonly T[]): T[] => all.filter((one) => !shown.includes(one));

const byName = (units: readonly UnitStatus[]) => Object.fromEntries(units.map((unit) => [unit.name, unit]));

const byId = (machines: readonly MachineStatus[]) =>
  Object.fromEntries(machines.map((machine) => [machine.id, machine]));
