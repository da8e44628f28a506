import type * as wire from '../../juju/wire-types';
import { base, life, statusInfo, text } from './parse-status-info';
import type { ApplicationStatus, ExposedEndpoint, UnitStatus } from './status';
import { byUnitNumber, applicationOf } from './unit-names';

interface Parsed {
  readonly applications: Record<string, ApplicationStatus>;
  readonly units: Record<string, UnitStatus>;
}

/** @internal */
export function parseApplications(raw: Readonly<Record<string, wire.ApplicationStatus>>): Parsed {
  const found = new Map<string, UnitStatus>();
  for (const application of Object.values(raw)) {
    for (const [name, unit] of Object.entries(application.units ?? {})) addUnit(found, name, unit);
  }
  const ordered = [...found.values()].sort((a, b) => byUnitNumber(a.name, b.name));
  const unitsOf = namesByApplication(ordered);
  const applications: Record<string, ApplicationStatus> = {};
  for (const name of Object.keys(raw).sort()) {
    const application = raw[name];
    if (application) applications[name] = parseApplication(name, application, unitsOf.get(name) ?? []);
  }
  return { applications, units: Object.fromEntries(ordered.map((unit) => [unit.name, unit])) };
}

/** A unit and those that it carries: Juju tells of a subordinate only below its principal. */
function addUnit(
  found: Map<string, UnitStatus>,
  name: string,
  raw: wire.UnitStatus,
  principal?: UnitStatus,
): void {
  const unit = parseUnit(name, raw, principal);
  found.set(name, unit);
  for (const [subordinate, below] of Object.entries(raw.subordinates ?? {})) {
    addUnit(found, subordinate, below, unit);
  }
}

function parseUnit(name: string, raw: wire.UnitStatus, principal?: UnitStatus): UnitStatus {
  const agent = raw['agent-status'];
  return {
    name,
    application: applicationOf(name),
    agentStatus: statusInfo(agent),
    workloadStatus: statusInfo(raw['workload-status']),
    life: life(agent.life),
    leader: raw.leader ?? false,
    agentVersion: agent.version,
    workloadVersion: raw['workload-version'],
    machine: text(raw.machine) ?? principal?.machine,
    openedPorts: raw['opened-ports'] ?? [],
    publicAddress: raw['public-address'],
    address: text(raw.address),
    providerId: text(raw['provider-id']),
    charm: text(raw.charm),
    principal: principal?.name,
    subordinates: Object.keys(raw.subordinates ?? {}).sort(byUnitNumber),
  };
}

function namesByApplication(units: readonly UnitStatus[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { application, name } of units) {
    const siblings = names.get(application);
    if (siblings) siblings.push(name);
    else names.set(application, [name]);
  }
  return names;
}

function parseApplication(
  name: string,
  raw: wire.ApplicationStatus,
  units: readonly string[],
): ApplicationStatus {
  return {
    name,
    status: statusInfo(raw.status),
    life: life(raw.life),
    charm: raw.charm,
    charmRevision: raw['charm-rev'] ?? 0,
    charmChannel: text(raw['charm-channel']),
    charmVersion: raw['charm-version'],
    charmProfile: raw['charm-profile'],
    canUpgradeTo: raw['can-upgrade-to'],
    base: base(raw.base),
    exposed: raw.exposed,
    exposedEndpoints: exposedEndpoints(raw['exposed-endpoints'] ?? {}),
    relations: raw.relations ?? {},
    subordinateTo: raw['subordinate-to'] ?? [],
    units,
    workloadVersion: raw['workload-version'],
    endpointBindings: raw['endpoint-bindings'] ?? {},
    scale: raw.int,
    providerId: text(raw['provider-id']),
    publicAddress: raw['public-address'],
    error: raw.err?.message,
  };
}

function exposedEndpoints(
  raw: Readonly<Record<string, wire.ExposedEndpoint>>,
): Record<string, ExposedEndpoint> {
  const exposed: Record<string, ExposedEndpoint> = {};
  for (const [endpoint, to] of Object.entries(raw)) {
    exposed[endpoint] = {
      toSpaces: to['expose-to-spaces'] ?? [],
      toCidrs: to['expose-to-cidrs'] ?? [],
    };
  }
  return exposed;
}
