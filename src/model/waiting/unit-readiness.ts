import { formatDuration } from '../../duration';
import type { Status, StatusInfo, UnitStatus } from '../status/status';

/**
 * What Juju itself says of a unit before its charm has run for the first time. On Kubernetes the agent can look idle
 * meanwhile.
 */
const beforeInstall: ReadonlySet<string> = new Set([
  'waiting for machine',
  'waiting for container',
  'installing agent',
  'agent initialising',
]);

/**
 * Why a unit is not idle as wanted; `undefined` when it is.
 *
 * @param statuses - the workload statuses that are wanted; any but `error` where none is named
 * @internal
 */
export function whyNotIdle(
  unit: UnitStatus,
  status: Status,
  statuses: ReadonlySet<string> | undefined,
): string | undefined {
  const { agentStatus, workloadStatus, life } = unit;
  if (life !== 'alive') return 'is being removed';
  if (workloadStatus.current === 'error' && !statuses?.has('error')) return described(workloadStatus);
  if (isBeforeInstall(workloadStatus)) return `${workloadStatus.message}: its charm has not run yet`;
  if (agentStatus.current !== 'idle') return agentText(unit, status);
  const machine = unit.machine === undefined ? undefined : status.machines[unit.machine];
  if (machine?.agentStatus.current === 'down') return `machine ${machine.id} is down`;
  const charm = status.applications[unit.application]?.charm;
  if (unit.charm !== undefined && unit.charm !== charm) return `still has the charm ${unit.charm}`;
  if (statuses && !statuses.has(workloadStatus.current)) return workloadText(workloadStatus, statuses);
  return undefined;
}

/** For how long the controller has known a status, by its own clock: `4m12s`. @internal */
export function ageOf(info: StatusInfo, { timestamp }: Status): string | undefined {
  if (!info.since || !timestamp) return undefined;
  return formatDuration(Math.max(0, timestamp.getTime() - info.since.getTime()));
}

/** `a "b"|"c"`. @internal */
export function wanted(statuses: ReadonlySet<string>): string {
  return [...statuses].map((status) => `"${status}"`).join(' or ');
}

/** `: message`, or nothing. @internal */
export function withMessage({ message }: StatusInfo): string {
  return message === '' ? '' : `: ${message}`;
}

/** Whether Juju still speaks for a charm that has not run yet. @internal */
export function isBeforeInstall({ current, message }: StatusInfo): boolean {
  return current === 'waiting' && beforeInstall.has(message);
}

/** An error speaks for itself: `hook failed: "install"`. */
function described(info: StatusInfo): string {
  return info.message === '' ? `workload is "${info.current}"` : info.message;
}

/** What an agent does, and what the charm says meanwhile. @internal */
export function agentText({ agentStatus, workloadStatus }: UnitStatus, status: Status): string {
  const doing = agentStatus.message === '' ? '' : ` (${agentStatus.message})`;
  const { current } = agentStatus;
  const age = ageOf(agentStatus, status);
  const lasting = age === undefined ? '' : ` for ${age}`;
  const agent = `agent ${current === '' ? 'unknown' : current}${lasting}${doing}`;
  return `${agent}; workload ${workloadStatus.current}${withMessage(workloadStatus)}`;
}

/** A workload with another status than wanted. @internal */
export function workloadText(info: StatusInfo, statuses: ReadonlySet<string>): string {
  return `workload is "${info.current}", want ${wanted(statuses)}${withMessage(info)}`;
}
