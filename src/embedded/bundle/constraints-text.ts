import type { Constraints } from '../state/machine-entities';

/** Constraints as an exported bundle has them: by their older names, sizes in MiB without a unit. @internal */
export function constraintsText(constraints: Constraints): string {
  const { arch, cores, cpuPower, mem, rootDisk, instanceType, imageId, container } = constraints;
  const { virtType, tags, spaces, zones, rootDiskSource } = constraints;
  const parts: readonly (readonly [string, string | number | readonly string[] | undefined])[] = [
    ['arch', arch],
    ['cpu-cores', cores],
    ['cpu-power', cpuPower],
    ['mem', mem],
    ['root-disk', rootDisk],
    ['instance-type', instanceType],
    ['image-id', imageId],
    ['container', container],
    ['virt-type', virtType],
    ['tags', tags],
    ['spaces', spaces],
    ['zones', zones],
    ['root-disk-source', rootDiskSource],
  ];
  return parts
    .filter(([, value]) => value !== undefined && value !== 0 && value !== '' && String(value) !== '')
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
}
