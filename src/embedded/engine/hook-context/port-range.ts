import type { PortRange } from '../../state/entities';
import { refused } from '../../api-error';

/** A range without the endpoint that it is for. @internal */
export type Ports = Omit<PortRange, 'endpoint'>;

/**
 * Reads `80`, `80/tcp`, `8000-8100/udp` or `icmp`.
 *
 * @throws ApiError with Juju's words for what is wrong
 * @internal
 */
export function parsePorts(text: string): Ports {
  const [ports = '', ...rest] = text.toLowerCase().split('/');
  const bounds = ports.split('-');
  if (bounds.length > 2) throw refused(`invalid port range "${ports}"`);
  const isIcmp = ports === 'icmp';
  const [fromPort = 0, toPort = fromPort] = isIcmp ? [-1] : bounds.map(portNumber);
  const protocol = isIcmp ? 'icmp' : rest.length === 0 ? 'tcp' : rest.join('/');
  return checked(fromPort, toPort, protocol);
}

function portNumber(text: string): number {
  const isNumber = /^[+-]?\d+$/.test(text);
  if (isNumber && BigInt.asIntN(64, BigInt(text.replace('+', ''))) === BigInt(text.replace('+', ''))) {
    return Number(text);
  }
  const reason = isNumber ? 'value out of range' : 'invalid syntax';
  throw refused(`invalid port "${text}": strconv.Atoi: parsing "${text}": ${reason}`);
}

function checked(fromPort: number, toPort: number, protocol: string): Ports {
  if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'icmp') {
    throw refused(`invalid protocol "${protocol}", expected "tcp", "udp", or "icmp"`);
  }
  if (protocol === 'icmp') {
    if (fromPort === -1 && toPort === -1) return { fromPort, toPort, protocol };
    throw refused(`protocol "icmp" doesn't support any ports; got "${fromPort}"`);
  }
  const ports: Ports = { fromPort, toPort, protocol };
  if (fromPort > toPort) throw refused(`invalid port range ${formatPorts(ports)}`);
  if (fromPort < 0 || toPort > 65_535) {
    throw refused(`port range bounds must be between 0 and 65535, got ${fromPort}-${toPort}`);
  }
  return ports;
}

/** A range as Juju prints it. @internal */
export function formatPorts({ fromPort, toPort, protocol }: Ports): string {
  if (protocol === 'icmp') return 'icmp';
  return fromPort === toPort ? `${fromPort}/${protocol}` : `${fromPort}-${toPort}/${protocol}`;
}

/** By protocol, then by number. @internal */
export function comparePorts(one: Ports, other: Ports): number {
  if (one.protocol !== other.protocol) return one.protocol < other.protocol ? -1 : 1;
  return one.fromPort - other.fromPort || one.toPort - other.toPort;
}

/** Whether two ranges are the same, whatever endpoints they are for. @internal */
export function samePorts(one: Ports, other: Ports): boolean {
  return comparePorts(one, other) === 0;
}

/** Whether two ranges have a port in common. @internal */
export function portsOverlap(one: Ports, other: Ports): boolean {
  return one.protocol === other.protocol && one.fromPort <= other.toPort && other.fromPort <= one.toPort;
}
