import type { Charm } from '../charm/charm';
import type { LocalState } from '../engine/local-state';
import type { StatusRecord, StatusView } from './status-record';

export type { Charm } from '../charm/charm';
export type { StatusRecord, StatusView } from './status-record';

/** Where something is between its making and its end. @public */
export type Life = 'alive' | 'dying' | 'dead';

/** Machines of a cloud, or pods of a Kubernetes cluster. @public */
export type ModelType = 'iaas' | 'caas';

/** An operating system: `{ name: 'ubuntu', channel: '22.04/stable' }`. @public */
export interface Base {
  readonly name: string;
  readonly channel: string;
}

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

/** A range of ports opened by a unit, for all its endpoints when `endpoint` is `''`. @public */
export interface PortRange {
  readonly fromPort: number;
  readonly toPort: number;
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly endpoint: string;
}

/** How much storage is wanted of which pool; `size` in MiB. @public */
export interface StorageDirective {
  readonly pool: string;
  readonly size: number;
  readonly count: number;
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

/** Where a charm came from and which one would be taken next. @public */
export interface CharmOrigin {
  source: string;
  type: string;
  id: string;
  hash: string;
  risk: string;
  revision?: number;
  track?: string;
  branch?: string;
  architecture: string;
  base: Base;
  instanceKey: string;
}

/** To whom an exposed endpoint is open. @public */
export interface ExposedEndpoint {
  readonly exposeToSpaces: readonly string[];
  readonly exposeToCidrs: readonly string[];
}

/** A typed value of a charm's option. @public */
export type ConfigValue = string | number | boolean;

/** A resource of an application: a file, or the reference of an OCI image. @public */
export interface Resource {
  readonly name: string;
  readonly type: 'file' | 'oci-image';
  /** The name that the unit gives the file. */
  readonly path: string;
  readonly description: string;
  readonly id: string;
  readonly origin: 'upload' | 'store';
  /** Charmhub's; 0 for an upload. */
  readonly revision: number;
  /** SHA-384 of the content in hexadecimal, `''` while there is none. */
  readonly fingerprint: string;
  readonly size: number;
  readonly username: string;
  /** When the content came. */
  readonly timestamp: Date | undefined;
  /** `undefined` for a resource of which nothing was uploaded. */
  readonly content: Buffer | undefined;
}

/** A deployed application. @public */
export interface Application {
  readonly name: string;
  charm: Charm;
  /** Goes up with each change of the charm or of its resources: units upgrade when it differs from theirs. */
  charmModifiedVersion: number;
  /** Whether units in error take the new charm too. */
  forceCharm: boolean;
  origin: CharmOrigin;
  channel: string;
  base: Base;
  life: Life;
  readonly subordinate: boolean;
  exposed: boolean;
  readonly exposedEndpoints: Map<string, ExposedEndpoint>;
  /** Only what was set; the rest has the charm's defaults. */
  readonly config: Map<string, ConfigValue>;
  trust: boolean;
  constraints: Constraints;
  readonly endpointBindings: Map<string, string>;
  /** Wanted number of units, caas only. */
  scale: number;
  /** What the leader set; `unset` until then. */
  readonly status: StatusRecord;
  workloadVersion: string;
  readonly units: Map<string, Unit>;
  /** Name of the leader's unit, `''` when there is none. */
  leader: string;
  readonly storageDirectives: Map<string, StorageDirective>;
  readonly resources: Map<string, Resource>;
  /** What each unit has fetched of them: unit → resource → resource as it was then. */
  readonly unitResources: Map<string, Map<string, Resource>>;
  /** The service of a Kubernetes application. */
  providerId: string;
  publicAddress: string;
  readonly placement: readonly Placement[];
  readonly created: Date;
  /** Settings and trust as one text: units run `config-changed` when it differs from what they have seen. */
  configHash: string;
  /** What becomes of storage when the application goes. */
  destroyStorage: boolean;
}

/** One unit of an application. @public */
export interface Unit {
  readonly name: string;
  readonly number: number;
  readonly application: Application;
  machine: Machine | undefined;
  readonly principal: Unit | undefined;
  readonly subordinates: Set<Unit>;
  life: Life;
  /** The agent as Juju shows it: `idle` while a hook is in error. */
  readonly agent: StatusView;
  /** The workload as Juju shows it: `error` while a hook is in error. */
  readonly workload: StatusView;
  workloadVersion: string;
  readonly leader: boolean;
  readonly openedPorts: PortRange[];
  /** The charm that the unit runs, which lags behind the application's during an upgrade. */
  charmUrl: string;
  address: string;
  publicAddress: string;
  providerId: string;
  resolved: 'retry' | 'no-retry' | undefined;
  /** Ids of its storage instances. */
  readonly storage: Set<string>;
  /** What `state-set` keeps. */
  readonly state: Map<string, string>;
  /** What the unit's state machine remembers. */
  local: LocalState;
  /** The agent does not answer: shown as `lost`. */
  agentLost: boolean;
  /** Set when the unit goes by force: how long its hooks may still take. */
  forcedAfterMs: number | undefined;
  /** Whether a hook failed and waits to be resolved. */
  readonly inError: boolean;
  /** What the charm said last, also while a hook is in error. */
  readonly ownWorkload: StatusView;
  setAgentStatus(status: string, message?: string, data?: Readonly<Record<string, unknown>>): void;
  setWorkloadStatus(status: string, message?: string, data?: Readonly<Record<string, unknown>>): void;
}

/** What one side tells the other: the `version` goes up with every change. @public */
export interface Settings {
  values: Readonly<Record<string, string>>;
  version: number;
}

/** One end of a relation. @public */
export interface Endpoint {
  readonly application: string;
  readonly name: string;
  readonly role: 'provider' | 'requirer' | 'peer';
  readonly interface: string;
  readonly optional: boolean;
  readonly limit: number;
  readonly scope: 'global' | 'container';
  /** Whether the application is a subordinate. */
  readonly subordinate: boolean;
}

/** A relation between two applications, or of an application's units with each other. @public */
export interface Relation {
  readonly id: number;
  /** `requirer:endpoint provider:endpoint`, or `app:endpoint` of a peer relation. */
  readonly key: string;
  readonly interface: string;
  readonly scope: 'global' | 'container';
  readonly endpoints: readonly Endpoint[];
  readonly status: StatusRecord;
  life: Life;
  suspended: boolean;
  suspendedReason: string;
  forcedAfterMs: number | undefined;
  /** Per application. */
  readonly applicationSettings: Map<string, Settings>;
  /** Per unit. Kept after the unit left, so that departed and broken hooks can read it. */
  readonly unitSettings: Map<string, Settings>;
  /** Names of the units that are in. */
  readonly inScope: Set<string>;
}

/** A storage instance, such as `data/0`. @public */
export interface StorageInstance {
  readonly id: string;
  readonly name: string;
  readonly kind: 'block' | 'filesystem';
  readonly pool: string;
  readonly size: number;
  /** Outlives its unit unless it is destroyed on purpose. */
  readonly persistent: boolean;
  life: Life;
  readonly status: StatusRecord;
  /** The unit it is attached to, `''` when detached. */
  owner: string;
  attached: boolean;
  attachmentLife: Life;
  location: string;
  /** What the cloud has made for it, once it has. */
  backing: StorageBacking | undefined;
  /** The machine that it is a part of; `''` where it can be given to another. */
  machine: string;
  /** Set when it is detached by force: how long the unit's hook may still take. */
  forcedAfterMs: number | undefined;
}

/** The volume and the filesystem behind a storage instance, as far as it has them, by their ids. @public */
export interface StorageBacking {
  readonly volume: string | undefined;
  readonly filesystem: string | undefined;
}

/** Where the other end of a relation across models is. @public */
export interface OtherModel {
  readonly controllerUuid: string;
  readonly modelUuid: string;
}

/**
 * An application of another model: one that this model has consumed, or, on the side that offers, one that stands for
 * the application of a consumer.
 *
 * @public
 */
export interface RemoteApplication {
  readonly name: string;
  readonly offerUrl: string;
  readonly offerUuid: string;
  readonly offerName: string;
  endpoints: readonly Endpoint[];
  readonly source: OtherModel;
  /** Stands for a consumer: clients are not shown it. */
  readonly isConsumerProxy: boolean;
  /** Who consumes, as the offering side was told. */
  readonly username: string;
  life: Life;
  readonly status: StatusRecord;
}

/** What a model offers to others. @public */
export interface Offer {
  readonly name: string;
  readonly uuid: string;
  readonly application: string;
  description: string;
  /** Name in the offer → the application's endpoint. */
  endpoints: ReadonlyMap<string, Endpoint>;
  /** User → `read`, `consume` or `admin`. */
  readonly users: Map<string, string>;
  readonly connections: OfferConnection[];
}

/** A model that uses an offer. @public */
export interface OfferConnection {
  readonly sourceModelUuid: string;
  readonly relationId: number;
  readonly username: string;
  readonly endpoint: string;
}

/** A switched-off kind of command. @public */
export interface Block {
  readonly id: string;
  readonly type: 'BlockDestroy' | 'BlockRemove' | 'BlockChange';
  readonly message: string;
}
