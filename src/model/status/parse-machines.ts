import type * as wire from '../../juju/wire-types';
import { base, life, statusInfo, text } from './parse-status-info';
import type { MachineStatus, NetworkInterface } from './status';
import { byMachineNumber } from './unit-names';

/** @internal */
export function parseMachines(
  raw: Readonly<Record<string, wire.MachineStatus>>,
): Record<string, MachineStatus> {
  const found = new Map<string, MachineStatus>();
  for (const [id, machine] of Object.entries(raw)) addMachine(found, id, machine);
  return Object.fromEntries(found);
}

function addMachine(found: Map<string, MachineStatus>, id: string, raw: wire.MachineStatus): void {
  const containers = raw.containers ?? {};
  found.set(id, parseMachine(id, raw, Object.keys(containers).sort(byMachineNumber)));
  for (const [container, machine] of Object.entries(containers)) addMachine(found, container, machine);
}

function parseMachine(id: string, raw: wire.MachineStatus, containers: readonly string[]): MachineStatus {
  return {
    id,
    agentStatus: statusInfo(raw['agent-status']),
    instanceStatus: statusInfo(raw['instance-status']),
    modificationStatus: statusInfo(raw['modification-status']),
    life: life(raw['agent-status'].life),
    hostname: text(raw.hostname),
    dnsName: raw['dns-name'],
    ipAddresses: raw['ip-addresses'] ?? [],
    instanceId: raw['instance-id'],
    displayName: raw['display-name'],
    base: base(raw.base),
    networkInterfaces: networkInterfaces(raw['network-interfaces'] ?? {}),
    containers,
    constraints: raw.constraints,
    hardware: raw.hardware,
  };
}

function networkInterfaces(
  raw: Readonly<Record<string, wire.NetworkInterface>>,
): Record<string, NetworkInterface> {
  const interfaces: Record<string, NetworkInterface> = {};
  for (const [name, device] of Object.entries(raw)) {
    interfaces[name] = {
      ipAddresses: device['ip-addresses'] ?? [],
      macAddress: device['mac-address'],
      gateway: text(device.gateway),
      dnsNameservers: device['dns-nameservers'] ?? [],
      space: text(device.space),
      isUp: device['is-up'],
    };
  }
  return interfaces;
}
