import type { Life, MachineStatus, RelationStatus, StatusInfo, UnitStatus } from './status';

// What a person wants to know of an entity in half a line.

/** `waiting/executing "installing"`. @internal */
export function unitSummary({ workloadStatus, agentStatus, life }: UnitStatus): string {
  return withLife(`${known(workloadStatus)}/${known(agentStatus)}${quoted(workloadStatus.message)}`, life);
}

/** `waiting "waiting for machine"`; on Kubernetes with the scale. @internal */
export function applicationSummary(application: {
  readonly status: StatusInfo;
  readonly life: Life;
  readonly scale: number | undefined;
}): string {
  const { status, life, scale } = application;
  const size = scale === undefined ? '' : ` (scale ${String(scale)})`;
  return withLife(`${known(status)}${quoted(status.message)}${size}`, life);
}

/** `pending`, `started`; the cloud's word where it has run into an error. @internal */
export function machineSummary({ agentStatus, instanceStatus, life }: MachineStatus): string {
  const failed = instanceStatus.current.includes('error');
  const cloud = failed ? `, ${instanceStatus.current}${quoted(instanceStatus.message)}` : '';
  return withLife(`${known(agentStatus)}${cloud}`, life);
}

/** `joining`, `joined`. @internal */
export function relationSummary({ status }: RelationStatus): string {
  return `${known(status)}${quoted(status.message)}`;
}

function known({ current }: StatusInfo): string {
  return current === '' ? 'unknown' : current;
}

function quoted(message: string): string {
  return message === '' ? '' : ` "${message}"`;
}

/** `active (dying)`. @internal */
export function withLife(summary: string, life: Life): string {
  return life === 'alive' ? summary : `${summary} (${life})`;
}
