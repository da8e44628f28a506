import { BlockList } from 'node:net';
import type { Unit } from '../state/entities';
import type { Machine } from '../state/machine-entities';
import type { JujuSeries } from '../state/profile';
import { portText } from './texts';

const agentStatuses = new Set(['allocating', 'error', 'executing', 'failed', 'idle', 'lost', 'rebooting']);
const workloadStatuses = new Set([
  'active',
  'blocked',
  'error',
  'maintenance',
  'terminated',
  'unknown',
  'waiting',
]);

/** Whether a unit is what one of the patterns of `juju status` asks for. @internal */
export function unitMatches(unit: Unit, patterns: readonly string[], series: JujuSeries): boolean {
  const names = [unit.name, unit.application.name];
  if (patterns.some((pattern) => names.includes(pattern))) return true;
  // Juju 4 knows names only.
  if (series !== '3.6') return false;
  if (patterns[0] === 'exposed') return unit.application.exposed;
  if (patterns[0] === 'not' && patterns[1] === 'exposed') return !unit.application.exposed;
  return patterns.some(
    (pattern) =>
      nameMatches(unit.name, pattern) ||
      (agentStatuses.has(pattern) && unit.agent.status === pattern) ||
      (workloadStatuses.has(pattern) && unit.workload.status === pattern) ||
      unit.openedPorts.some((range) => portText(range) === pattern),
  );
}

/** Whether a machine is what one of the patterns asks for. @internal */
export function machineMatches(machine: Machine, patterns: readonly string[], series: JujuSeries): boolean {
  const isId = (pattern: string) => machine.id === pattern || machine.id.startsWith(`${pattern}/`);
  if (patterns.some(isId)) return true;
  if (series !== '3.6') return false;
  return patterns.some(
    (pattern) =>
      (machine.agent.status === pattern && /^[a-z]+$/.test(pattern)) ||
      machine.addresses.some(({ value }) => value === pattern || isInSubnet(value, pattern)),
  );
}

/** `*` stands for any part of a name; a name without a number stands for all units of the application. */
function nameMatches(name: string, pattern: string): boolean {
  if (!/^[a-z0-9*-]+(?:\/[a-z0-9*-]+)?$/.test(pattern)) return false;
  const whole = pattern.includes('/') ? pattern : `${pattern}/*`;
  return new RegExp(`^${whole.replaceAll('*', '[^/]*')}$`).test(name);
}

function isInSubnet(address: string, cidr: string): boolean {
  const [, network, prefix] = /^([\d.]+)\/(\d+)$/.exec(cidr) ?? [];
  if (network === undefined || Number(prefix) > 32) return false;
  try {
    const subnet = new BlockList();
    subnet.addSubnet(network, Number(prefix));
    return subnet.check(address);
  } catch {
    // Neither address nor subnet: it matches nothing.
    return false;
  }
}
