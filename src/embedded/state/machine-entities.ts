import type { Base, Life, StatusRecord } from './entities';

/** What a machine must offer; sizes in MiB. @public */
export interface Constraints {
  arch?: string;
  container?: string;
  cores?: number;
  cpuPower?: number;
  mem?: number;
  rootDisk?: number;
  rootDiskSource?: string;
  tags?: string[];
  instanceRole?: string;
  instanceType?: string;
  spaces?: string[];
  virtType?: string;
  zones?: string[];
  allocatePublicIp?: boolean;
  imageId?: string;
}

/** Where a unit shall live: scope `#` names a machine, a container type makes one, anything else is the provider's. @public */
export interface Placement {
  readonly scope: string;
  readonly directive: string;
}

/** What a machine has; sizes in MiB. @public */
export interface HardwareCharacteristics {
  arch?: string;
  mem?: number;
  rootDisk?: number;
  rootDiskSource?: string;
  cores?: number;
  cpuPower?: number;
  tags?: string[];
  availabilityZone?: string;
  virtType?: string;
}

/** An address of a machine or a pod. @public */
export interface Address {
  readonly value: string;
  readonly type: 'ipv4' | 'ipv6' | 'hostname';
  readonly scope: 'public' | 'local-cloud' | 'local-machine' | '';
  readonly cidr?: string;
}

/** A volume of a machine that belongs to no storage of a charm; `size` in MiB. @public */
export interface MachineDisk {
  readonly id: string;
  readonly pool: string;
  readonly size: number;
}

/** A machine or a container (`0/lxd/1`). @public */
export interface Machine {
  readonly id: string;
  life: Life;
  readonly base: Base;
  readonly agent: StatusRecord;
  readonly instance: StatusRecord;
  readonly modification: StatusRecord;
  /** `''` until the machine is provisioned, shown as `pending`. */
  instanceId: string;
  displayName: string;
  hostname: string;
  addresses: Address[];
  hardware: HardwareCharacteristics;
  readonly constraints: Constraints;
  /** Volumes that it was given when it was added. */
  readonly disks: MachineDisk[];
  /** `''` for a machine, else the container's type. */
  readonly containerType: string;
  readonly parent: Machine | undefined;
  readonly containers: Map<string, Machine>;
  readonly jobs: string[];
  readonly placement: string;
  /** Names of the principal units on it. */
  readonly principals: Set<string>;
  /** Kept as it is after it has gone from the model (`--keep-instance`). */
  keepInstance: boolean;
  /** Set when the machine goes by force: how long its units may still take. */
  forcedAfterMs: number | undefined;
}
