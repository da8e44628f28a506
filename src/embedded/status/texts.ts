import type { PortRange } from '../state/entities';
import type { Address, Constraints, HardwareCharacteristics } from '../state/machine-entities';

type Part = readonly [name: string, value: string | number | boolean | readonly string[] | undefined];

/** Constraints as `juju` writes them: `arch=amd64 cores=2 mem=4096M`. @internal */
export function constraintsText(wanted: Constraints): string {
  return textOf([
    ['arch', wanted.arch],
    ['container', wanted.container],
    ['cores', wanted.cores],
    ['cpu-power', wanted.cpuPower],
    ['instance-role', wanted.instanceRole],
    ['instance-type', wanted.instanceType],
    ['mem', mebibytes(wanted.mem)],
    ['root-disk', mebibytes(wanted.rootDisk)],
    ['root-disk-source', wanted.rootDiskSource],
    ['tags', wanted.tags],
    ['spaces', wanted.spaces],
    ['virt-type', wanted.virtType],
    ['zones', wanted.zones],
    ['allocate-public-ip', wanted.allocatePublicIp],
    ['image-id', wanted.imageId],
  ]);
}

/** What a machine has, as `juju` writes it. @internal */
export function hardwareText(hardware: HardwareCharacteristics): string {
  return textOf([
    ['arch', hardware.arch],
    ['cores', hardware.cores],
    ['cpu-power', hardware.cpuPower],
    ['mem', mebibytes(hardware.mem)],
    ['root-disk', mebibytes(hardware.rootDisk)],
    ['root-disk-source', hardware.rootDiskSource],
    ['tags', hardware.tags],
    ['availability-zone', hardware.availabilityZone],
    ['virt-type', hardware.virtType],
  ]);
}

/** `80/tcp`, `8000-8080/udp`, `icmp`. @internal */
export function portText({ fromPort, toPort, protocol }: PortRange): string {
  if (protocol === 'icmp') return protocol;
  return fromPort === toPort ? `${fromPort}/${protocol}` : `${fromPort}-${toPort}/${protocol}`;
}

/** The ports of a unit without the endpoints that they are opened for, each once, in order. @internal */
export function portTexts(ranges: readonly PortRange[]): string[] {
  const sorted = ranges.toSorted((a, b) => a.protocol.localeCompare(b.protocol) || a.fromPort - b.fromPort);
  return [...new Set(sorted.map(portText))];
}

/** The address by which the world reaches something, as Juju picks it; `''` when there is none. @internal */
export function publicAddress(addresses: readonly Address[]): string {
  for (const scope of ['public', 'local-cloud', ''] as const) {
    const found = addresses.find((address) => address.scope === scope);
    if (found) return found.value;
  }
  return '';
}

function textOf(parts: readonly Part[]): string {
  return parts
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
}

const mebibytes = (size: number | undefined): string | undefined =>
  size === undefined ? undefined : `${size}M`;
