import type { ApplicationStatus, MachineStatus, Status, UnitStatus } from './status';
import { byMachineNumber } from './unit-names';

/**
 * A status as an aligned table, much as `juju status` prints it: model, SAAS, applications, units with those they
 * carry, machines, relations.
 *
 * @internal
 */
export function statusTable(status: Status): string {
  const sections = [
    modelSection(status),
    saasSection(status),
    applicationSection(status),
    unitSection(status),
    machineSection(status),
    relationSection(status),
  ];
  return sections
    .filter(([, ...rows]) => rows.length > 0)
    .map(aligned)
    .join('\n\n');
}

type Table = readonly (readonly string[])[];

function modelSection({ model, timestamp }: Status): Table {
  const cloud = model.region === undefined ? model.cloud : `${model.cloud}/${model.region}`;
  const { current, message } = model.status;
  return [
    ['Model', 'Cloud', 'Version', 'Status', 'Timestamp', 'Message'],
    [model.name, cloud, model.version, current, timestamp?.toISOString() ?? '', message],
  ];
}

function saasSection({ remoteApplications }: Status): Table {
  const rows = Object.values(remoteApplications).map(({ name, status, offerUrl }) => [
    name,
    status.current,
    offerUrl,
    status.message,
  ]);
  return [['SAAS', 'Status', 'Offer', 'Message'], ...rows];
}

function applicationSection({ applications }: Status): Table {
  const header = ['App', 'Version', 'Status', 'Scale', 'Charm', 'Rev', 'Exposed', 'Message'];
  return [header, ...Object.values(applications).map(applicationRow)];
}

function applicationRow(application: ApplicationStatus): string[] {
  const { name, workloadVersion, status, units, scale, charm, charmRevision, exposed } = application;
  const size = scale === undefined ? String(units.length) : `${String(units.length)}/${String(scale)}`;
  return [
    name,
    workloadVersion,
    withLife(status.current, application),
    size,
    charm,
    String(charmRevision),
    exposed ? 'yes' : 'no',
    application.error ?? status.message,
  ];
}

function unitSection({ units }: Status): Table {
  const principals = Object.values(units).filter(({ principal }) => principal === undefined);
  const rows = principals.flatMap((unit) => [
    unitRow(unit, ''),
    ...unit.subordinates.flatMap((name) => {
      const below = units[name];
      return below ? [unitRow(below, '  ')] : [];
    }),
  ]);
  return [['Unit', 'Workload', 'Agent', 'Since', 'Machine', 'Address', 'Ports', 'Message'], ...rows];
}

function unitRow(unit: UnitStatus, indent: string): string[] {
  return [
    `${indent}${unit.name}${unit.leader ? '*' : ''}`,
    withLife(unit.workloadStatus.current, unit),
    unit.agentStatus.current,
    sinceText(unit),
    unit.machine ?? '',
    unit.address ?? unit.publicAddress,
    unit.openedPorts.join(','),
    unit.workloadStatus.message === '' ? unit.agentStatus.message : unit.workloadStatus.message,
  ];
}

/** When the workload's status was set, which `juju status` tells in YAML only; the agent's where it is about that. */
function sinceText({ workloadStatus, agentStatus }: UnitStatus): string {
  const { since } = agentStatus.current === 'idle' ? workloadStatus : agentStatus;
  return since?.toISOString().slice(11, 19) ?? '';
}

function machineSection({ machines }: Status): Table {
  const ordered = Object.values(machines).sort((a, b) => byMachineNumber(a.id, b.id));
  const rows = ordered.map((machine) => [
    machine.id,
    withLife(machine.agentStatus.current, machine),
    machine.dnsName,
    machine.instanceId,
    `${machine.base.name}@${machine.base.channel}`,
    machine.instanceStatus.current,
    machine.instanceStatus.message,
  ]);
  return [['Machine', 'State', 'Address', 'Inst id', 'Base', 'Instance', 'Message'], ...rows];
}

function relationSection({ relations }: Status): Table {
  const rows = relations.map(({ id, key, interface: kind, status }) => [
    String(id),
    key,
    kind,
    status.current,
    status.message,
  ]);
  return [['Relation', 'Endpoints', 'Interface', 'Status', 'Message'], ...rows];
}

function withLife(current: string, { life }: Pick<ApplicationStatus | MachineStatus, 'life'>): string {
  return life === 'alive' ? current : `${current} (${life})`;
}

function aligned(table: Table): string {
  const widths: number[] = [];
  for (const row of table) {
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  }
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
