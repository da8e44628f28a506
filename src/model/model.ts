import type { FullStatus } from '../juju/wire-types';
import type { ActionResult } from './action-result';
import type { Application } from './application';
import type { CallLimits } from './call-limits';
import type { CharmSource } from './charm/charm-path';
import type { ConfigInput } from './config-values';
import { debugLog, type DebugLogOptions, type LogEntry } from './debug-log';
import { deploy, type DeployOptions } from './deploy';
import { Entities } from './entities';
import type { EntityMap } from './entity-map';
import { execOn, type ExecOptions } from './exec';
import { integrate, type IntegrateOptions } from './integrate';
import type { Machine } from './machine';
import {
  modelConfig,
  type ModelConfig,
  modelConfigDetails,
  type ModelConfigOption,
  resetModelConfig,
  setModelConfig,
} from './model-config';
import type { ModelCore } from './model-core';
import type { ModelInfo } from './model-info';
import { pastActions } from './past-actions';
import type { Relation } from './relation';
import { removeApplications, type RemoveOptions, removeUnits } from './remove';
import type { Status } from './status/status';
import { type EntityHistory, statusHistory } from './status-history';
import { statusTable } from './status/status-table';
import type { Unit } from './unit';
import { waitForPredicate, type WaitOptions } from './wait-for';
import { waitForIdle } from './wait-for-idle';
import type { WaitForIdleOptions } from './waiting/idle-options';
import type { Predicate } from './waiting/predicate-judge';

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
 * @public
 */
export class Model implements AsyncDisposable {
  readonly #core: ModelCore;
  readonly #entities: Entities;
  readonly #directory: string;
  #dispose: () => Promise<void> = () => this.close();

  /** @internal */
  constructor(core: ModelCore, directory: string) {
    this.#core = core;
    this.#entities = new Entities(core);
    this.#directory = directory;
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

  /** Its relations, the oldest first. */
  get relations(): readonly Relation[] {
    return this.#entities.relations;
  }

  /**
   * Deploys a charm of this machine: a `.charm` file, or a charm's folder, which is packed for it. Its resources are
   * not uploaded: Juju 4 refuses a charm that has some, and on Juju 3 it finds none.
   *
   * @param charm - a path that begins with `./`, `../` or `/`, a `file:` URL, or `{ path }`
   * @returns the application, once the model shows it; use {@link waitForIdle} to wait for its units
   * @throws CharmError where there is no charm, or where it makes no sense; JujuApiError with what the controller says
   * @example
   * ```ts
   * const [web, database] = await Promise.all([
   *   model.deploy('./web.charm', { units: 2, config: { port: 8080 } }),
   *   model.deploy('../database', { name: 'db', constraints: { mem: '2G' } }),
   * ]);
   * ```
   */
  async deploy(charm: CharmSource, options: DeployOptions = {}): Promise<Application> {
    return this.#entities.application(await deploy(this.#core, charm, options, this.#directory));
  }

  /**
   * Relates two applications: `'web'`, or `'web:database'` where the endpoint must be named. A relation that is there
   * already is returned as it is.
   *
   * A wait that follows does not succeed before the units of both have noticed, or its `settlePeriod` is over.
   */
  async integrate(one: string, other: string, options: IntegrateOptions = {}): Promise<Relation> {
    return this.#entities.relation(await integrate(this.#core, [one, other], options));
  }

  /** Removes applications with their units, and resolves when all are gone. */
  removeApplication(names: string | readonly string[], options: RemoveOptions = {}): Promise<void> {
    return removeApplications(this.#core, listOf(names), options);
  }

  /** Removes units by name, and resolves when they are gone. On Kubernetes, see {@link Application.removeUnits}. */
  removeUnits(names: string | readonly string[], options: RemoveOptions = {}): Promise<void> {
    return removeUnits(this.#core, listOf(names), options);
  }

  /** The values of its options, whatever they come from. */
  getConfig(limits: CallLimits = {}): Promise<ModelConfig> {
    return modelConfig(this.#core, limits);
  }

  /** Its options with where their values come from: `default`, `controller`, `region` or `model`. */
  getConfigDetails(limits: CallLimits = {}): Promise<Readonly<Record<string, ModelConfigOption>>> {
    return modelConfigDetails(this.#core, limits);
  }

  /**
   * Sets options of the model.
   *
   * @example
   * ```ts
   * await model.setConfig({ 'update-status-hook-interval': '1m' });
   * ```
   */
  setConfig(values: Readonly<Record<string, ConfigInput>>, limits: CallLimits = {}): Promise<void> {
    return setModelConfig(this.#core, values, limits);
  }

  /** Gives options of the model the values again that they had before anybody set them. */
  resetConfig(names: string | readonly string[], limits: CallLimits = {}): Promise<void> {
    return resetModelConfig(this.#core, listOf(names), limits);
  }

  /**
   * Waits until applications are idle: there, with their units, no agent busy, nothing failed, all statuses as wanted,
   * and all of that together for a while.
   *
   * After a command of this object it also waits for a sign that the units that the command concerns have run since
   * (see `settlePeriod`), so that it does not succeed on the state from before the command. What others do, another
   * `Model` object or the `juju` command, is noticed by the idle period only. An empty model is idle at once.
   *
   * Options as of python-libjuju's `wait_for_idle`; unlike there a charm that was not installed yet, a failed hook, a
   * unit that is being removed and an application with another status than wanted are never idle, and units are counted
   * for each application.
   *
   * @returns the status in which they were
   * @throws MachineError, AgentError, UnitError or ApplicationError as soon as something fails
   * @throws WaitTimeoutError when it takes too long: it says what is not ready and why, shows the status, and the errors
   *   in the debug-log since the wait began
   * @example
   * ```ts
   * await model.waitForIdle({ apps: ['web', 'db'], status: 'active', timeout: '20m' });
   * await model.waitForIdle({ apps: 'db', waitForExactUnits: 3 });
   * ```
   */
  waitForIdle(options: WaitForIdleOptions = {}): Promise<Status> {
    return waitForIdle(this.#core, options);
  }

  /**
   * Waits until a predicate of the status holds, three times in a row unless `successes` says otherwise.
   *
   * @throws WaitFailedError when the predicate `error` holds; WaitTimeoutError when it takes too long
   * @example
   * ```ts
   * await model.wait(({ units }) => units['web/0']?.workloadStatus.message === 'ready', { timeout: '5m' });
   * ```
   */
  wait(ready: Predicate, options: WaitOptions = {}): Promise<Status> {
    return waitForPredicate(this.#core, ready, options);
  }

  /**
   * Runs a shell command on units and machines at the same time, as `juju exec` does.
   *
   * @returns the results by unit or machine
   * @throws ActionFailedError for one whose exit code is not 0, unless `check` is `false`
   * @example
   * ```ts
   * const results = await model.exec('uptime', { units: ['web/0', 'db/0'] });
   * ```
   */
  exec(
    command: string,
    { units, applications, machines, ...options }: ExecOnOptions,
  ): Promise<Map<string, ActionResult>> {
    return execOn(
      this.#core,
      { units: listOf(units), applications: listOf(applications), machines: listOf(machines) },
      command,
      options,
    );
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

  /** The actions and commands that were run on its units. @internal */
  pastActions(limits: CallLimits = {}): Promise<ActionResult[]> {
    return pastActions(this.#core, limits);
  }

  /** Lets the layer above decide what `await using` means. @internal */
  onDispose(dispose: () => Promise<void>): void {
    this.#dispose = dispose;
  }
}

/** Where and how to run a command. What is named is taken together. @public */
export interface ExecOnOptions extends ExecOptions {
  readonly units?: string | readonly string[];
  /** All units of these. */
  readonly applications?: string | readonly string[];
  readonly machines?: string | readonly string[];
}

function listOf(value: string | readonly string[] = []): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}
