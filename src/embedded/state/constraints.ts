import type { Constraints, HardwareCharacteristics } from './entities';

/**
 * Constraints as `juju` prints them: `arch=amd64 cores=2 mem=4096M`.
 *
 * @internal
 */
export function formatConstraints(constraints: Constraints): string {
  const { arch, container, cores, cpuPower, instanceRole, instanceType, mem, rootDisk, rootDiskSource } =
    constraints;
  return join([
    ['arch', arch],
    ['container', container],
    ['cores', cores],
    ['cpu-power', cpuPower],
    ['instance-role', instanceRole],
    ['instance-type', instanceType],
    ['mem', mebibytes(mem)],
    ['root-disk', mebibytes(rootDisk)],
    ['root-disk-source', rootDiskSource],
    ['spaces', constraints.spaces?.join(',')],
    ['tags', constraints.tags?.join(',')],
    ['virt-type', constraints.virtType],
    ['zones', constraints.zones?.join(',')],
    ['allocate-public-ip', constraints.allocatePublicIp],
    ['image-id', constraints.imageId],
  ]);
}

/**
 * Hardware as Juju prints it: `arch=amd64 cores=2 mem=4096M availability-zone=a`.
 *
 * @internal
 */
export function formatHardware(hardware: HardwareCharacteristics): string {
  return join([
    ['arch', hardware.arch],
    ['cores', hardware.cores],
    ['cpu-power', hardware.cpuPower],
    ['mem', mebibytes(hardware.mem)],
    ['root-disk', mebibytes(hardware.rootDisk)],
    ['root-disk-source', hardware.rootDiskSource],
    ['tags', hardware.tags?.join(',')],
    ['availability-zone', hardware.availabilityZone],
    ['virt-type', hardware.virtType],
  ]);
}

/** What a unit asks of its machine: the application's constraints over the model's. @internal */
export function mergeConstraints(model: Constraints, application: Constraints): Constraints {
  // An instance type says all that these say, so it does not inherit them.
  if (application.instanceType === undefined) return { ...model, ...application };
  const rest = { ...model };
  for (const key of ['cores', 'cpuPower', 'mem', 'rootDisk', 'arch'] as const)
    Reflect.deleteProperty(rest, key);
  return { ...rest, ...application };
}

function mebibytes(size: number | undefined): string | undefined {
  return size === undefined ? undefined : `${size}M`;
}

function join(parts: readonly (readonly [string, string | number | boolean | undefined])[]): string {
  return parts
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(' ');
}
