import type { Base, CharmOrigin, ExposedEndpoint } from '../state/entities';
import type { Address, Constraints, HardwareCharacteristics, Placement } from '../state/machine-entities';
import type { StorageDirective } from '../state/storage-entities';
import type { CharmRelation } from '../charm/charm';
import type { Params } from '../server/params';

/** The moment that Go writes for "never". @internal */
export const noTime = '0001-01-01T00:00:00Z';

/** An object without the keys that have no value. @internal */
export function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}

/** @internal */
export type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** @internal */
export function toConstraints(wanted: Constraints): object {
  return present({
    arch: wanted.arch,
    container: wanted.container,
    cores: wanted.cores,
    'cpu-power': wanted.cpuPower,
    mem: wanted.mem,
    'root-disk': wanted.rootDisk,
    'root-disk-source': wanted.rootDiskSource,
    tags: wanted.tags,
    'instance-role': wanted.instanceRole,
    'instance-type': wanted.instanceType,
    spaces: wanted.spaces,
    'virt-type': wanted.virtType,
    zones: wanted.zones,
    'allocate-public-ip': wanted.allocatePublicIp,
    'image-id': wanted.imageId,
  });
}

/** @internal */
export function fromConstraints(params: Params): Constraints {
  const list = (key: string) => (params.has(key) ? params.strings(key) : undefined);
  return present({
    arch: params.optionalString('arch'),
    container: params.optionalString('container'),
    cores: params.optionalInt('cores'),
    cpuPower: params.optionalInt('cpu-power'),
    mem: params.optionalInt('mem'),
    rootDisk: params.optionalInt('root-disk'),
    rootDiskSource: params.optionalString('root-disk-source'),
    tags: list('tags'),
    instanceRole: params.optionalString('instance-role'),
    instanceType: params.optionalString('instance-type'),
    spaces: list('spaces'),
    virtType: params.optionalString('virt-type'),
    zones: list('zones'),
    allocatePublicIp: params.optionalBool('allocate-public-ip'),
    imageId: params.optionalString('image-id'),
  });
}

/** @internal */
export function fromBase(params: Params): Base {
  return { name: params.string('name'), channel: params.string('channel') };
}

/** A base and nothing else that its holder may know of it. @internal */
export const toBase = ({ name, channel }: Base): Base => ({ name, channel });

/** `ubuntu@22.04`. @internal */
export const baseText = ({ name, channel }: Base): string => `${name}@${channel.replace(/\/stable$/, '')}`;

/** @internal */
export function fromPlacement(params: Params): Placement {
  return { scope: params.string('scope'), directive: params.string('directive') };
}

/** @internal */
export function toCharmOrigin(origin: CharmOrigin): object {
  return {
    source: origin.source,
    type: origin.type,
    id: origin.id,
    ...(origin.hash !== '' && { hash: origin.hash }),
    ...(origin.risk !== '' && { risk: origin.risk }),
    ...present({ revision: origin.revision, track: origin.track, branch: origin.branch }),
    ...(origin.architecture !== '' && { architecture: origin.architecture }),
    base: toBase(origin.base),
    ...(origin.instanceKey !== '' && { 'instance-key': origin.instanceKey }),
  };
}

/** @internal */
export function fromCharmOrigin(params: Params): CharmOrigin {
  return {
    source: params.string('source'),
    type: params.string('type'),
    id: params.string('id'),
    hash: params.string('hash'),
    risk: params.string('risk'),
    architecture: params.string('architecture'),
    base: fromBase(params.nested('base')),
    instanceKey: params.string('instance-key'),
    ...present({
      revision: params.optionalInt('revision'),
      track: params.optionalString('track'),
      branch: params.optionalString('branch'),
    }),
  };
}

/** `StorageCons` of Juju, whose keys are capitalised on the wire; sizes in MiB. @internal */
export function fromStorageDirective(params: Params): StorageDirective {
  return { pool: params.string('pool'), size: params.int('size'), count: params.int('count') };
}

/** @internal */
export function fromExposedEndpoint(params: Params): ExposedEndpoint {
  return {
    exposeToSpaces: params.strings('expose-to-spaces'),
    exposeToCidrs: params.strings('expose-to-cidrs'),
  };
}

/** @internal */
export function toHardware(hardware: HardwareCharacteristics): object {
  return present({
    arch: hardware.arch,
    mem: hardware.mem,
    'root-disk': hardware.rootDisk,
    'root-disk-source': hardware.rootDiskSource,
    'cpu-cores': hardware.cores,
    'cpu-power': hardware.cpuPower,
    tags: hardware.tags,
    'availability-zone': hardware.availabilityZone,
    'virt-type': hardware.virtType,
  });
}

/** @internal */
export function toAddress({ value, type, scope, cidr }: Address): object {
  return { value, ...present({ cidr }), type, scope };
}

/** A relation endpoint as charms and relations show it. @internal */
export function toCharmRelation(relation: CharmRelation): object {
  const { name, role, interface: type, optional, limit, scope } = relation;
  return { name, role, interface: type, optional, limit, scope };
}
