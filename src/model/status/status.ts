/** `alive` until its removal was asked for, `dying` while it is being removed, `dead` just before it is gone. @public */
export type Life = 'alive' | 'dying' | 'dead';

/** What a charm says of its unit; only Juju itself sets `error`. @public */
export type WorkloadStatus =
  'active' | 'blocked' | 'error' | 'maintenance' | 'terminated' | 'unknown' | 'waiting';

/**
 * One status of something in a model, in Juju's own words.
 *
 * @public
 */
export interface StatusInfo {
  /** `active`, `idle`, `started` …; `''` where the controller had none to tell. */
  readonly current: string;
  readonly message: string;
  /** When it was set, by the controller's clock. */
  readonly since: Date | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  /** Why the controller could not tell the status. */
  readonly error: string | undefined;
}

/** An operating system: `{ name: 'ubuntu', channel: '22.04/stable' }`. @public */
export interface Base {
  readonly name: string;
  readonly channel: string;
}

/** The model itself in a {@link Status}. @public */
export interface ModelStatus {
  readonly name: string;
  /** `iaas` on machines, `caas` on Kubernetes. */
  readonly type: string;
  readonly cloud: string;
  readonly region: string | undefined;
  /** The version of the model's agents. */
  readonly version: string;
  /** A version that it could be upgraded to; `''` when there is none. */
  readonly availableVersion: string;
  readonly status: StatusInfo;
}

/** Who may reach an endpoint of an exposed application. @public */
export interface ExposedEndpoint {
  readonly toSpaces: readonly string[];
  readonly toCidrs: readonly string[];
}

/** An application in a {@link Status}. @public */
export interface ApplicationStatus {
  readonly name: string;
  readonly status: StatusInfo;
  readonly life: Life;
  /** The charm's URL, such as `local:web-0` or `ch:amd64/postgresql-363`. */
  readonly charm: string;
  readonly charmRevision: number;
  readonly charmChannel: string | undefined;
  readonly charmVersion: string;
  readonly charmProfile: string;
  readonly canUpgradeTo: string;
  readonly base: Base;
  readonly exposed: boolean;
  readonly exposedEndpoints: Readonly<Record<string, ExposedEndpoint>>;
  /** Endpoint name → names of the applications related through it. */
  readonly relations: Readonly<Record<string, readonly string[]>>;
  /** The applications whose units carry this one's; empty unless it is a subordinate that is related to one. */
  readonly subordinateTo: readonly string[];
  /** Names of its units, by number; those of a subordinate too. They are found in {@link Status.units}. */
  readonly units: readonly string[];
  readonly workloadVersion: string;
  /** Endpoint name → space. */
  readonly endpointBindings: Readonly<Record<string, string>>;
  /** How many units it shall have; on Kubernetes only. */
  readonly scale: number | undefined;
  readonly providerId: string | undefined;
  /** The service's address; on Kubernetes only. */
  readonly publicAddress: string;
  /** Why the controller could not tell more of it. */
  readonly error: string | undefined;
}

/** A unit in a {@link Status}, subordinate or not. @public */
export interface UnitStatus {
  readonly name: string;
  readonly application: string;
  readonly agentStatus: StatusInfo;
  readonly workloadStatus: StatusInfo;
  readonly life: Life;
  /** Whether it leads its application. */
  readonly leader: boolean;
  readonly agentVersion: string;
  readonly workloadVersion: string;
  /** The machine that it is on, a subordinate's too; `undefined` on Kubernetes and before one was found. */
  readonly machine: string | undefined;
  readonly openedPorts: readonly string[];
  readonly publicAddress: string;
  /** Its pod's address; on Kubernetes only. */
  readonly address: string | undefined;
  readonly providerId: string | undefined;
  /** Its charm's URL where that differs from the application's: an upgrade has not reached it yet. */
  readonly charm: string | undefined;
  /** Of a subordinate: the unit that carries it. */
  readonly principal: string | undefined;
  /** The units that it carries. */
  readonly subordinates: readonly string[];
}

/** A network interface of a machine. @public */
export interface NetworkInterface {
  readonly ipAddresses: readonly string[];
  readonly macAddress: string;
  readonly gateway: string | undefined;
  readonly dnsNameservers: readonly string[];
  readonly space: string | undefined;
  readonly isUp: boolean;
}

/** A machine or container in a {@link Status}. @public */
export interface MachineStatus {
  /** `0`, or `0/lxd/1` for a container. */
  readonly id: string;
  readonly agentStatus: StatusInfo;
  /** What the cloud says of it; `provisioning error` when none could be had. */
  readonly instanceStatus: StatusInfo;
  readonly modificationStatus: StatusInfo;
  readonly life: Life;
  readonly hostname: string | undefined;
  readonly dnsName: string;
  readonly ipAddresses: readonly string[];
  /** `pending` until the cloud gave one. */
  readonly instanceId: string;
  readonly displayName: string;
  readonly base: Base;
  readonly networkInterfaces: Readonly<Record<string, NetworkInterface>>;
  /** Ids of the containers on it; they are found in {@link Status.machines}. */
  readonly containers: readonly string[];
  readonly constraints: string;
  readonly hardware: string;
}

/** One end of a relation. @public */
export interface RelationEndpoint {
  readonly application: string;
  readonly name: string;
  readonly role: string;
  readonly subordinate: boolean;
}

/** A relation in a {@link Status}. @public */
export interface RelationStatus {
  readonly id: number;
  /** `requirer:endpoint provider:endpoint`, or `application:endpoint` of a peer relation. */
  readonly key: string;
  readonly interface: string;
  readonly scope: string;
  readonly endpoints: readonly RelationEndpoint[];
  readonly status: StatusInfo;
}

/** An endpoint of another model's application. @public */
export interface RemoteEndpoint {
  readonly name: string;
  readonly role: string;
  readonly interface: string;
}

/** An application of another model that is used in this one ("SAAS"). @public */
export interface RemoteApplicationStatus {
  readonly name: string;
  readonly offerUrl: string;
  readonly offerName: string;
  readonly endpoints: readonly RemoteEndpoint[];
  readonly life: Life;
  readonly relations: Readonly<Record<string, readonly string[]>>;
  readonly status: StatusInfo;
  readonly error: string | undefined;
}

/** An offer that the model makes to others; told to its administrators only. @public */
export interface OfferStatus {
  readonly name: string;
  readonly application: string;
  readonly charm: string;
  /** The offer's name of an endpoint → the endpoint. */
  readonly endpoints: Readonly<Record<string, RemoteEndpoint>>;
  readonly activeConnections: number;
  readonly totalConnections: number;
  readonly error: string | undefined;
}

/**
 * A model as it was at one moment: all that Juju's `FullStatus` tells, in camelCase, frozen.
 *
 * Units and machines are found by their names in one place each, subordinates and containers included. What did not
 * change since the last status is the same object as there.
 *
 * @example
 * ```ts
 * const { units, applications } = await opsTest.model.status();
 * units['web/0']?.publicAddress;
 * applications['web']?.status.message;
 * ```
 *
 * @public
 */
export interface Status {
  readonly model: ModelStatus;
  readonly applications: Readonly<Record<string, ApplicationStatus>>;
  readonly units: Readonly<Record<string, UnitStatus>>;
  readonly machines: Readonly<Record<string, MachineStatus>>;
  readonly relations: readonly RelationStatus[];
  readonly remoteApplications: Readonly<Record<string, RemoteApplicationStatus>>;
  readonly offers: Readonly<Record<string, OfferStatus>>;
  /** The controller's clock when it was taken. */
  readonly timestamp: Date | undefined;
}
