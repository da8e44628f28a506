import type { FullStatus } from '../juju/wire-types';
import { addMachine, type AddMachineOptions } from './machine/add-machine';
import type { Application } from './application/application';
import type { BundleSource, BundleDeployOptions } from './bundle/bundle-options';
import { deployBundle } from './bundle/deploy-bundle';
import { exportBundle, type ExportBundleOptions } from './bundle/export-bundle';
import type { CallLimits } from './calls/call-limits';
import type { CharmSource } from './charm/charm-path';
import { Charmhub } from './charmhub/charmhub';
import { debugLog, type DebugLogOptions, type LogEntry } from './debug-log';
import { deploy } from './deploy/deploy';
import type { DeployOptions } from './deploy/deploy-options';
import { Entities } from './entities';
import type { EntityMap } from './entity-map';
import { type ChangesOptions, modelChanges } from './events/model-changes';
import { type ModelEvent, type ModelEvents, onModelEvent } from './events/model-events';
import { integrate, type IntegrateOptions } from './relation/integrate';
import { listOf } from './calls/list-of';
import type { Machine } from './machine/machine';
import type { ModelCore } from './model-core';
import type { ModelInfo } from './model-info';
import { ModelOffers } from './offers/model-offers';
import { ModelSpaces } from './settings/model-spaces';
import type { Relation } from './relation/relation';
import { removeRelation, type RemoveRelationOptions } from './relation/remove-relation';
import { removeApplications, type RemoveOptions, removeUnits } from './remove';
import { SshKeys } from './ssh/ssh-keys';
import { type EntityHistory, statusHistory } from './status/status-history';
import type { Status } from './status/status';
import type { StatusChange } from './status/status-changes';
import { statusTable } from './status/status-table';
import { ModelStorage } from './storage/model-storage';
import type { Unit } from './unit/unit';

/**
 * A model of a controller, 3.x or 4.x.
 *
 * Its properties (`applications`, `units` …) are read without waiting: they show the model as it was after the last
 * awaited command or wait. They throw when the connection is lost or closed.
 *
 * @example
 * ```ts
 * const { model } = opsTest;
 * await model.deploy('./web.charm', { config: { port: 8080 } });
 * await model.waitForIdle({ apps: 'web', status: 'active' });
 * expect(model.units.require('web/0').workloadStatus.message).toBe('ready');
 * ```
 *
 * @example
 * ```ts
 * // What it is, now.
 * const status = await model.status();
 * console.log(model.statusTable());
 * const { applications } = await model.rawStatus(); // with Juju's own keys
 * ```
 *
 * @example
 * ```ts
 * // What comes and goes.
 * const relation = await model.integrate('web:database', 'postgresql');
 * await model.removeUnits(['web/1', 'web/2']);
 * await model.removeApplication('web', { destroyStorage: true, timeout: '5m' });
 * await model.close(); // the connection; the model stays
 * ```
 *
 * @public
 */
export class Model extends ModelOffers implements AsyncDisposable {
  readonly #core: ModelCore;
  readonly #entities: Entities;
  readonly #directory: string;
  /** Its storage, and the pools that storage comes from. */
  readonly storage: ModelStorage;
  /** Its spaces; none on Kubernetes. */
  readonly spaces: ModelSpaces;
  /** The SSH keys by which people reach its machines. */
  readonly sshKeys: SshKeys;
  /** The Charmhub that its charms come from. */
  readonly charmhub: Charmhub;
  #dispose: () => Promise<void> = () => this.close();

  /** @internal */
  constructor(core: ModelCore, directory: string) {
    const entities = new Entities(core, directory);
    super(core, entities);
    this.#core = core;
    this.#entities = entities;
    this.#directory = directory;
    this.storage = new ModelStorage(core);
    this.spaces = new ModelSpaces(core);
    this.sshKeys = new SshKeys(core);
    this.charmhub = new Charmhub(core);
  }

  get name(): string {
    return this.#core.info.name;
  }

  get uuid(): string {
    return this.#core.info.uuid;
  }

  /** `controller:name`, or `controller:owner/name` where it is another user's: what `juju` takes after `-m`. */
  get fullName(): string {
    return this.#core.info.fullName;
  }

  /** What the controller told of it when it was connected. */
  get info(): ModelInfo {
    return this.#core.info;
  }

  /** Asks for its status, now. Always fresh; the properties show it from then on. */
  async status(limits: CallLimits = {}): Promise<Status> {
    return await this.#core.refresh(limits);
  }

  /** Its status as `Client.FullStatus` has it, with Juju's own keys. */
  rawStatus(limits: CallLimits = {}): Promise<Readonly<Record<string, unknown>>> {
    return this.#core.call<FullStatus & Record<string, unknown>>(
      'Client',
      'FullStatus',
      { patterns: [] },
      limits,
    );
  }

  /** The status that the properties show. */
  get lastStatus(): Status {
    return this.#core.lastStatus;
  }

  /** {@link lastStatus} as a table for people, much as `juju status` prints it. */
  statusTable(): string {
    return statusTable(this.lastStatus);
  }

  /** Its applications by name. */
  get applications(): EntityMap<Application> {
    return this.#entities.applications;
  }

  /** The units of all its applications by name, subordinates included. */
  get units(): EntityMap<Unit> {
    return this.#entities.units;
  }

  /** Its machines and containers by id. */
  get machines(): EntityMap<Machine> {
    return this.#entities.machines;
  }

  /** Its relations, the oldest first. On the side that offers, relations with consumers are not among them. */
  get relations(): readonly Relation[] {
    return this.#entities.relations;
  }

  /**
   * Deploys a charm: of this machine, from a `.charm` file or a charm's folder, which is packed for it; or of Charmhub,
   * by its name, which needs Juju 3.3 or later.
   *
   * @param charm - a path that begins with `./`, `../` or `/`, a `file:` URL, or `{ path }`; or a name of Charmhub
   * @returns the application, once the model shows it; use {@link waitForIdle} to wait for its units
   * @throws CharmError where there is no charm, or where it makes no sense; JujuApiError with what the controller says
   * @example
   * ```ts
   * const [web, database] = await Promise.all([
   *   model.deploy('./web.charm', { units: 2, config: { port: 8080 } }),
   *   model.deploy('postgresql', { channel: '14/stable', name: 'db', constraints: { mem: '2G' } }),
   * ]);
   * await model.deploy('./site.charm', { resources: { page: './page.html', image: { image: 'nginx:1.27' } } });
   * ```
   */
  async deploy(charm: CharmSource, options: DeployOptions = {}): Promise<Application> {
    return this.#entities.application(await deploy(this.#core, charm, options, this.#directory));
  }

  /**
   * Deploys a bundle: its machines, applications with their charms and resources, units, relations and the rest. What is
   * in the model already stays: deployed again, a bundle changes nothing but options that are others now. Charms of
   * applications that are there are not refreshed.
   *
   * @param bundle - a path, YAML text, `{ path }`, or the name of a bundle of Charmhub
   * @returns its applications
   * @throws JujuError with all that is wrong with it, before anything is deployed; for a step that failed, with
   *   what came before it in place
   * @example
   * ```ts
   * await model.deployBundle('./bundle.yaml', { overlays: './overlay.yaml', trust: true });
   * await model.waitForIdle();
   * ```
   */
  async deployBundle(
    bundle: BundleSource,
    options: BundleDeployOptions = {},
  ): Promise<readonly Application[]> {
    const names = await deployBundle(this.#core, bundle, options, this.#directory);
    return Object.freeze(names.map((name) => this.#entities.application(name)));
  }

  /**
   * The model as a bundle, as YAML, which {@link deployBundle} deploys again: local charms are named by their `local:`
   * URLs, of which only this model has the charms. Needs Juju 3: Juju 4.0 does not export bundles.
   *
   * @throws JujuApiError on Juju 4.0 (`not implemented`), and for a model without applications
   * @example
   * ```ts
   * await writeFile('bundle.yaml', await model.exportBundle({ includeCharmDefaults: true }));
   * ```
   */
  exportBundle(options: ExportBundleOptions = {}): Promise<string> {
    return exportBundle(this.#core, options);
  }

  /**
   * Relates two applications: `'web'`, or `'web:database'` where the endpoint must be named. A relation that is there
   * already is returned as it is. One of them may be another model's offer, by its URL: it is consumed first, under the
   * offer's name, unless it was consumed before.
   *
   * A wait that follows does not succeed before the units of both have noticed, or its `settlePeriod` is over.
   */
  async integrate(one: string, other: string, options: IntegrateOptions = {}): Promise<Relation> {
    return this.#entities.relation(await integrate(this.#core, [one, other], options));
  }

  /**
   * Removes the relation that joins two ends, in any order, as {@link integrate} names them, and resolves when it is
   * gone: the units of both have run their hooks.
   *
   * @throws EntityNotFoundError where there is none; JujuError with the code `ambiguous` where there are several
   * @throws WaitTimeoutError when it takes too long; a failed hook holds it up unless `force` is set
   * @example
   * ```ts
   * await model.removeRelation('web:database', 'postgresql');
   * ```
   */
  removeRelation(one: string, other: string, options: RemoveRelationOptions = {}): Promise<void> {
    return removeRelation(this.#core, [one, other], options);
  }

  /**
   * Adds a machine or a container.
   *
   * @returns the machine, once the model shows it; wait until it has started with {@link wait}
   * @throws JujuApiError with what the controller says; Juju 4.0 refuses every place but `lxd`
   * @example
   * ```ts
   * const machine = await model.addMachine({ base: 'ubuntu@24.04', constraints: 'mem=4G' });
   * await model.wait(({ machines }) => machines[machine.id]?.agentStatus.current === 'started');
   * ```
   */
  async addMachine(options: AddMachineOptions = {}): Promise<Machine> {
    return this.#entities.machine(await addMachine(this.#core, options));
  }

  /** Removes applications with their units, and resolves when all are gone. */
  removeApplication(names: string | readonly string[], options: RemoveOptions = {}): Promise<void> {
    return removeApplications(this.#core, listOf(names), options);
  }

  /** Removes units by name, and resolves when they are gone. On Kubernetes, see {@link Application.removeUnits}. */
  removeUnits(names: string | readonly string[], options: RemoveOptions = {}): Promise<void> {
    return removeUnits(this.#core, listOf(names), options);
  }

  /**
   * Its debug-log, line by line: what there is, then what is yet to come, until the loop is left.
   *
   * @example
   * ```ts
   * for await (const { entity, message } of model.debugLog({ level: 'ERROR', follow: false })) console.log(entity, message);
   * ```
   */
  debugLog(options: DebugLogOptions = {}): AsyncIterable<LogEntry> {
    const signal = this.#core.signalFor(options);
    return debugLog(this.#core.session, { ...options, ...(signal && { signal }) });
  }

  /**
   * Calls a function whenever something of the model changes, comes or goes, or its connection breaks and is back: see
   * {@link ModelEvents}. It goes on until what it returns is disposed of, or the test that called it was given up. What
   * the function throws, or rejects with, fails the test that runs then.
   *
   * @example
   * ```ts
   * using listener = model.on('unit:changed', ({ name, before, after }) => {
   *   console.log(name, before?.workloadStatus.current, '→', after?.workloadStatus.current);
   * });
   * ```
   *
   * @throws ConnectionLostError, ConnectionClosedError where the connection is gone already
   */
  on<Event extends ModelEvent>(event: Event, listener: ModelEvents[Event]): Disposable {
    return onModelEvent(this.#core, event, listener);
  }

  /**
   * What changes in the model from now on, one thing after the other, until the loop is left. A loop that takes its time
   * gets what has changed meanwhile as one difference.
   *
   * @throws RequestAbortedError when the signal fires; ConnectionLostError, ConnectionClosedError when the connection goes
   * @example
   * ```ts
   * for await (const { kind, name, after } of model.changes()) {
   *   if (kind === 'unit' && after?.workloadStatus.message === 'promoting') break;
   * }
   * ```
   */
  changes(options: ChangesOptions = {}): AsyncIterable<StatusChange> {
    return modelChanges(this.#core, options);
  }

  /** Lets go of the connection. The model itself stays; whatever is done with this object afterwards fails. */
  close(): Promise<void> {
    return this.#core.session.close();
  }

  /** What `await using` does in the end: the model is forgotten where it was tracked, else only let go. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#dispose();
  }

  /** What the units, applications and machines of a status went through. @internal */
  statusHistory(status: Status, limits: CallLimits = {}): Promise<EntityHistory[]> {
    return statusHistory(this.#core, status, limits);
  }

  /** Lets the layer above decide what `await using` means. @internal */
  onDispose(dispose: () => Promise<void>): void {
    this.#dispose = dispose;
  }
}
