import { notFound } from '../api-error';
import type { Charmhub } from '../charmhub/charmhub';
import type { Action, Operation } from './action-entities';
import type { ArchiveCheck, CharmCheck } from './add-charm';
import type { ChangeHub, ChangeKind } from './change-hub';
import type { Cloud, ModelAccess } from './cloud-entities';
import type { Credentials } from './credentials';
import { DebugLog } from './debug-log';
import type { Application, Block, Charm, Life, ModelType, Unit } from './entities';
import type { Constraints, Machine } from './machine-entities';
import type { ModelConfig } from './model-config';
import type { Profile } from './profile';
import type { Offer, Relation, RemoteApplication } from './relation-entities';
import type { PendingResource } from './resources';
import type { RemoteSecret, Secret } from './secret-entities';
import { Sequences } from './sequences';
import { firstSpaces, firstSubnets, type Space } from './spaces';
import { firstKeys } from './ssh-keys';
import { StatusRecord } from './status-record';
import type { StorageInstance } from './storage-entities';
import { firstPools, type StoragePool } from './storage-pools';

/** What a model is born with. @internal */
export interface ModelSeed {
  readonly uuid: string;
  readonly name: string;
  readonly owner: string;
  readonly type: ModelType;
  readonly cloud: string;
  readonly region: string;
  readonly credential: string;
  readonly isController: boolean;
  readonly profile: Profile;
  readonly changes: ChangeHub;
  readonly config: ModelConfig;
  readonly charmChecks: ReadonlySet<CharmCheck>;
  readonly archiveChecks: ReadonlySet<ArchiveCheck>;
  readonly charmhub: Charmhub;
  readonly clouds: ReadonlyMap<string, Cloud>;
  readonly credentials: Credentials;
}

/** What is in a {@link Model}. @public */
export abstract class ModelContents {
  readonly uuid: string;
  readonly name: string;
  readonly owner: string;
  readonly type: ModelType;
  readonly cloud: string;
  readonly region: string;
  /** Name of the owner's credential, `''` where the cloud asks for none. */
  credential: string;
  readonly isController: boolean;
  readonly profile: Profile;
  /** @internal */
  readonly changes: ChangeHub;
  readonly config: ModelConfig;
  readonly created = new Date();
  life: Life = 'alive';
  /** How it was asked to go, while it is dying. */
  destroying:
    | {
        readonly force: boolean;
        readonly maxWaitMs: number;
        readonly destroyStorage: boolean;
        readonly timeoutMs: number | undefined;
      }
    | undefined;
  readonly status: StatusRecord;
  constraints: Constraints = {};
  /** Who of several units becomes the leader; they come by their numbers. @internal */
  chooseHeir: (units: readonly Unit[]) => Unit | undefined = ([first]) => first;
  readonly access = new Map<string, ModelAccess>();
  /** User → when they last logged in to this model. */
  readonly lastConnections = new Map<string, Date>();
  readonly machines = new Map<string, Machine>();
  readonly applications = new Map<string, Application>();
  readonly relations = new Map<number, Relation>();
  readonly offers = new Map<string, Offer>();
  readonly remoteApplications = new Map<string, RemoteApplication>();
  readonly charms = new Map<string, Charm>();
  readonly operations = new Map<string, Operation>();
  readonly actions = new Map<string, Action>();
  /** Receiver → ids of the tasks that wait for it, oldest first. @internal */
  readonly waitingActions = new Map<string, Set<string>>();
  readonly secrets = new Map<string, Secret>();
  /** URI → a secret of another model that units of this one read. */
  readonly remoteSecrets = new Map<string, RemoteSecret>();
  /** Applications that other models' controllers were told of: those that had a relation with an offer. @internal */
  readonly exportedApplications = new Set<string>();
  readonly storage = new Map<string, StorageInstance>();
  /** The pools beside those that every model has. */
  readonly storagePools: Map<string, StoragePool>;
  /** By name. */
  readonly spaces: Map<string, Space>;
  /** By CIDR. */
  readonly subnets = firstSubnets();
  /** User → their keys; those of `''` are everybody's. @internal */
  readonly sshKeys = new Map<string, string[]>();
  /** Tag → what was noted on it. */
  readonly annotations = new Map<string, Readonly<Record<string, string>>>();
  readonly blocks = new Map<string, Block>();
  /** What else a charm has to pass; the controller's. @internal */
  readonly charmChecks: ReadonlySet<CharmCheck>;
  /** What its archive has to pass; the controller's. @internal */
  readonly archiveChecks: ReadonlySet<ArchiveCheck>;
  /** Where charms come from that are deployed by name; the controller's. @internal */
  readonly charmhub: Charmhub;
  /** The controller's. @internal */
  readonly clouds: ReadonlyMap<string, Cloud>;
  /** The controller's. @internal */
  readonly credentials: Credentials;
  /** Id → a resource that waits for its application. @internal */
  readonly pendingResources = new Map<string, PendingResource>();
  readonly log = new DebugLog();
  /** @internal */
  readonly sequences = new Sequences();
  /** Counters that Juju has not: for addresses. @internal */
  readonly addressSequences = new Sequences();

  /** @internal */
  constructor(seed: ModelSeed) {
    this.uuid = seed.uuid;
    this.name = seed.name;
    this.owner = seed.owner;
    this.type = seed.type;
    this.cloud = seed.cloud;
    this.region = seed.region;
    this.credential = seed.credential;
    this.isController = seed.isController;
    this.profile = seed.profile;
    this.changes = seed.changes;
    this.config = seed.config;
    this.charmChecks = seed.charmChecks;
    this.archiveChecks = seed.archiveChecks;
    this.storagePools = firstPools(seed.type);
    this.spaces = firstSpaces(seed.profile.series);
    this.sshKeys.set('', firstKeys(seed.profile.series, seed.config.text('authorized-keys')));
    this.charmhub = seed.charmhub;
    this.clouds = seed.clouds;
    this.credentials = seed.credentials;
    this.access.set(seed.owner, 'admin');
    this.status = new StatusRecord('available', '', () => this.note('model', this.uuid, 'status'));
  }

  get agentVersion(): string {
    return this.profile.agentVersion;
  }

  /** `owner/name`. */
  get fullName(): string {
    return `${this.owner}/${this.name}`;
  }

  /** All units, by name. */
  *units(): IterableIterator<Unit> {
    for (const application of this.applications.values()) yield* application.units.values();
  }

  /** The application, or `application "x" not found`. */
  application(name: string): Application {
    const application = this.applications.get(name);
    if (application === undefined) throw notFound(`application "${name}"`);
    return application;
  }

  /** The unit, or `unit "x/0" not found`. */
  unit(name: string): Unit {
    const unit = this.applications.get(name.slice(0, name.lastIndexOf('/')))?.units.get(name);
    if (unit === undefined) throw notFound(`unit "${name}"`);
    return unit;
  }

  /** The machine or container, or `machine 9 not found`. */
  machine(id: string): Machine {
    const machine = this.machines.get(id);
    if (machine === undefined) throw notFound(`machine ${id}`);
    return machine;
  }

  /** Says that something of this model changed. @internal */
  note(kind: ChangeKind, id: string, aspect?: 'status'): void {
    this.changes.note(kind, this.uuid, id, aspect);
  }
}
