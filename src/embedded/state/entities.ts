import type { Charm } from '../charm/charm';
import type { PebbleNews } from './pebble-news';
import type { LocalState } from '../engine/local-state';
import type { Constraints, Machine, Placement } from './machine-entities';
import type { StatusRecord, StatusView } from './status-record';
import type { StorageDirective } from './storage-entities';

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

/** A range of ports opened by a unit, for all its endpoints when `endpoint` is `''`. @public */
export interface PortRange {
  readonly fromPort: number;
  readonly toPort: number;
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly endpoint: string;
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
  /** What the leader has said with `leader-set`; Juju 3 only. */
  readonly leaderSettings: Map<string, string>;
  /** Goes up with each change of them. */
  leaderSettingsVersion: number;
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

/** Something that a charm runs and told Juju 3 of, with `payload-register`. @public */
export interface Payload {
  /** A name of the charm's `payloads`. */
  readonly class: string;
  readonly type: string;
  readonly id: string;
  readonly status: string;
  readonly labels: readonly string[];
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
  /** By class; Juju 3 only. */
  readonly payloads: Map<string, Payload>;
  /** The Pebbles of its containers that are up, where there is something to be asked. */
  readonly pebbles: Map<string, PebbleNews>;
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

/** A switched-off kind of command. @public */
export interface Block {
  readonly id: string;
  readonly type: 'BlockDestroy' | 'BlockRemove' | 'BlockChange';
  readonly message: string;
}
