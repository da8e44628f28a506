import type { ModelAccess } from './cloud-entities';
import type { Action, ActionRequest, ExecRequest, Operation } from './action-entities';
import type {
  Application,
  Block,
  Charm,
  ConfigValue,
  Constraints,
  Life,
  Machine,
  ModelType,
  Offer,
  Relation,
  RemoteApplication,
  Resource,
  StorageInstance,
  Unit,
} from './entities';
import type {
  AddMachineArgs,
  AddUnitsArgs,
  DeployArgs,
  DestroyArgs,
  DestroyedInfo,
  DestroyedMachine,
  DestroyRelationArgs,
  ExposeArgs,
  ResolveArgs,
  SetCharmArgs,
} from './requests';
import type { Charmhub } from '../charmhub/charmhub';
import type { ChangeHub, ChangeKind } from './change-hub';
import type { Profile } from './profile';
import type { Secret } from './secret-entities';
import { setAnnotations } from './annotations';
import { cancelActions } from './cancel-actions';
import { enqueue, exec } from './operations';
import { addCharm, type CharmCheck, type WantedCharm } from './add-charm';
import { addMachine } from './add-machine';
import { addRelation } from './add-relation';
import { addUnits } from './add-units';
import { effectiveConfig, setApplicationConfig, unsetApplicationConfig } from './application-config';
import { checkChangeAllowed, checkRemoveAllowed } from './blocks';
import { DebugLog } from './debug-log';
import { deploy } from './deploy';
import {
  deployFromRepository,
  type RepositoryDeployArgs,
  type RepositoryDeployment,
} from './deploy-from-repository';
import { destroyApplication } from './destroy-application';
import { destroyMachine } from './destroy-machine';
import { destroyRelation } from './destroy-relation';
import { destroyUnit } from './destroy-unit';
import { expose, unexpose } from './expose';
import type { ModelConfig } from './model-config';
import { addOffer, destroyOffer, type OfferArgs } from './offers';
import { type ConsumeArgs, consumeOffer, destroyRemoteApplication } from './remote-applications';
import { resolveUnits } from './resolve-units';
import { attachResource, type PendingResource, type ResourceUpload } from './resources';
import { scaleApplication } from './scale-application';
import { Sequences } from './sequences';
import { setCharm } from './set-charm';
import { firstPools, type StoragePool } from './storage-pools';
import { StatusRecord } from './status-record';
import { notFound } from '../api-error';

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
  readonly charmhub: Charmhub;
}

/**
 * A model: what is in it, and what an operator can do to it. Every command checks what Juju checks, throws the
 * `ApiError` that Juju would answer, and changes only what is wanted: the engine does the rest.
 *
 * @public
 */
export class Model {
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
  readonly storage = new Map<string, StorageInstance>();
  /** The pools beside those that every model has. */
  readonly storagePools: Map<string, StoragePool>;
  /** Tag → what was noted on it. */
  readonly annotations = new Map<string, Readonly<Record<string, string>>>();
  readonly blocks = new Map<string, Block>();
  /** What else a charm has to pass; the controller's. @internal */
  readonly charmChecks: ReadonlySet<CharmCheck>;
  /** Where charms come from that are deployed by name; the controller's. @internal */
  readonly charmhub: Charmhub;
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
    this.storagePools = firstPools(seed.type);
    this.charmhub = seed.charmhub;
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

  /** Adds the charm of an archive; a `local` one gets the next free revision. */
  addCharm(archive: Buffer, wanted: WantedCharm = {}): Promise<Charm> {
    return addCharm(this, archive, wanted);
  }

  deploy(args: DeployArgs): Application {
    checkChangeAllowed(this);
    return deploy(this, args);
  }

  /** Deploys a charm of {@link Charmhub} by its name; or says what is wrong, all of it. @internal */
  deployFromRepository(args: RepositoryDeployArgs): RepositoryDeployment {
    checkChangeAllowed(this);
    return deployFromRepository(this, args);
  }

  /** Puts another content into a resource of an application: its units upgrade to it. */
  attachResource(application: string, name: string, upload: ResourceUpload): Resource {
    checkChangeAllowed(this);
    return attachResource(this, this.application(application), name, upload);
  }

  addUnits(application: string, args: AddUnitsArgs): Unit[] {
    checkChangeAllowed(this);
    return addUnits(this, application, args);
  }

  /** Sets the wanted number of units of a Kubernetes application; gives it back. */
  scaleApplication(
    application: string,
    wanted: { readonly scale?: number; readonly change?: number; readonly force?: boolean },
  ): number {
    checkChangeAllowed(this);
    return scaleApplication(this, application, wanted);
  }

  destroyUnit(name: string, args: DestroyArgs & { readonly dryRun?: boolean } = {}): DestroyedInfo {
    checkRemoveAllowed(this);
    return destroyUnit(this, name, args);
  }

  destroyApplication(name: string, args: DestroyArgs & { readonly dryRun?: boolean } = {}): DestroyedInfo {
    checkRemoveAllowed(this);
    return destroyApplication(this, name, args);
  }

  destroyMachine(
    id: string,
    args: DestroyArgs & { readonly keep?: boolean; readonly dryRun?: boolean } = {},
  ): DestroyedMachine {
    checkRemoveAllowed(this);
    return destroyMachine(this, id, args);
  }

  addMachine(args: AddMachineArgs = {}): Machine {
    checkChangeAllowed(this);
    return addMachine(this, args);
  }

  addRelation(endpoints: readonly string[], viaCidrs: readonly string[] = []): Relation {
    checkChangeAllowed(this);
    return addRelation(this, endpoints, viaCidrs);
  }

  destroyRelation(args: DestroyRelationArgs): void {
    checkRemoveAllowed(this);
    destroyRelation(this, args);
  }

  /** Offers endpoints of an application to other models. */
  offer(args: OfferArgs): Offer {
    return addOffer(this, args);
  }

  destroyOffer(name: string, force = false): void {
    destroyOffer(this, name, force);
  }

  /** Makes an offer of another model usable in this one. */
  consume(args: ConsumeArgs): RemoteApplication {
    checkChangeAllowed(this);
    return consumeOffer(this, args);
  }

  destroyRemoteApplication(name: string, args: DestroyArgs = {}): void {
    checkRemoveAllowed(this);
    destroyRemoteApplication(this, name, args);
  }

  /** Sets options given as texts, or by a document keyed by the application's name. */
  setApplicationConfig(application: string, values: Readonly<Record<string, string>>, yaml = ''): void {
    checkChangeAllowed(this);
    setApplicationConfig(this, this.application(application), values, yaml);
  }

  unsetApplicationConfig(application: string, keys: readonly string[]): void {
    checkChangeAllowed(this);
    unsetApplicationConfig(this, this.application(application), keys);
  }

  /** What the charm sees: set values and the charm's defaults. */
  applicationConfig(application: string): Record<string, ConfigValue> {
    return effectiveConfig(this.application(application));
  }

  setApplicationConstraints(application: string, constraints: Constraints): void {
    checkChangeAllowed(this);
    this.application(application).constraints = { ...constraints };
    this.note('application', application);
  }

  expose(application: string, endpoints: ExposeArgs = {}): void {
    checkChangeAllowed(this);
    expose(this, this.application(application), endpoints);
  }

  unexpose(application: string, endpoints: readonly string[] = []): void {
    checkChangeAllowed(this);
    unexpose(this, this.application(application), endpoints);
  }

  /** Changes the charm: units upgrade to it. */
  setCharm(application: string, args: SetCharmArgs): void {
    checkChangeAllowed(this);
    setCharm(this, this.application(application), args);
  }

  /** Sets values of the model's config; refuses what Juju refuses and then changes nothing. */
  setConfig(values: Readonly<Record<string, unknown>>): void {
    checkChangeAllowed(this);
    this.config.set(values);
    this.note('model', this.uuid);
  }

  unsetConfig(keys: readonly string[]): void {
    checkChangeAllowed(this);
    this.config.unset(keys);
    this.note('model', this.uuid);
  }

  setConstraints(constraints: Constraints): void {
    checkChangeAllowed(this);
    this.constraints = { ...constraints };
    this.note('model', this.uuid);
  }

  enqueue(requests: readonly ActionRequest[]): Operation {
    return enqueue(this, requests);
  }

  exec(request: ExecRequest): Operation {
    checkChangeAllowed(this);
    return exec(this, request);
  }

  /** Cancels what has not started and aborts what runs; gives back each task, or why not. */
  cancelActions(ids: readonly string[]): (Action | Error)[] {
    return cancelActions(this, ids);
  }

  resolveUnits(args: ResolveArgs): void {
    checkChangeAllowed(this);
    resolveUnits(this, args);
  }

  /** Adds pairs to what is noted on an entity; an empty value takes its key away. */
  setAnnotations(tag: string, pairs: Readonly<Record<string, string>>): void {
    setAnnotations(this, tag, pairs);
  }

  /** Says that something of this model changed. @internal */
  note(kind: ChangeKind, id: string, aspect?: 'status'): void {
    this.changes.note(kind, this.uuid, id, aspect);
  }
}
