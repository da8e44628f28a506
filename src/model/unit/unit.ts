import { unitTag } from '../../juju/tags';
import type { ActionHandle } from '../action/action-handle';
import type { ActionResult } from '../action/action-result';
import { getAnnotations, setAnnotations } from '../settings/annotations';
import type { Application } from '../application/application';
import type { Entities } from '../entities';
import { EntityNotFoundError } from '../errors';
import { execOn, type ExecOptions } from '../action/exec';
import type { CommandResult } from '../ssh/juju-program';
import type { Machine } from '../machine/machine';
import type { ModelCore } from '../model-core';
import { publicAddressOf } from './public-address';
import { type RelationData, relationData } from '../relation/relation-data';
import { resolveUnit, type ResolvedOptions } from './resolve-unit';
import { type ActionParams, runAction, type RunActionOptions, startAction } from '../action/run-action';
import { removeUnits, type RemoveOptions } from '../remove';
import { scpFrom, type ScpOptions, scpTo } from '../ssh/scp';
import { ssh, type SshOptions } from '../ssh/ssh';
import { addStorage, attachStorage } from '../storage/add-storage';
import { detachStorage, type DetachStorageOptions } from '../storage/detach-storage';
import type { StorageInput } from '../storage/storage-directive';
import type { CallLimits } from '../calls/call-limits';
import type { Life, StatusInfo, UnitStatus } from '../status/status';
import { applicationOf, numberOf } from '../status/unit-names';

/**
 * A unit of an application. Its properties show it as it was after the last awaited command or wait of its model.
 *
 * @example
 * ```ts
 * const unit = opsTest.model.units.require('web/0');
 * expect(unit.workloadStatus.message).toBe('ready');
 * const { results } = await unit.runAction('get-password', { username: 'admin' });
 * ```
 *
 * @example
 * ```ts
 * if (await unit.isLeaderFromStatus()) await fetch(`http://${await unit.getPublicAddress()}/`);
 * const backup = await unit.startAction('backup'); // and do something else meanwhile
 * await unit.scpFrom('/var/log/syslog', './syslog');
 * await unit.setAnnotations({ suspect: 'yes' });
 * expect(await unit.getAnnotations()).toEqual({ suspect: 'yes' });
 * await unit.detachStorage('data/0');
 * await unit.attachStorage('data/0');
 * await unit.remove({ force: true });
 * ```
 *
 * @public
 */
export class Unit {
  /** `web/0`. */
  readonly name: string;
  readonly #core: ModelCore;
  readonly #entities: Entities;

  /** @internal */
  constructor(name: string, core: ModelCore, entities: Entities) {
    this.name = name;
    this.#core = core;
    this.#entities = entities;
  }

  /** Its number: 0 of `web/0`. */
  get number(): number {
    return numberOf(this.name);
  }

  get application(): Application {
    return this.#entities.application(applicationOf(this.name));
  }

  /** What the charm says of it. */
  get workloadStatus(): StatusInfo {
    return this.#status.workloadStatus;
  }

  /** What its agent does: `idle`, `executing` … */
  get agentStatus(): StatusInfo {
    return this.#status.agentStatus;
  }

  get life(): Life {
    return this.#status.life;
  }

  /** Whether it led its application then. */
  get isLeader(): boolean {
    return this.#status.leader;
  }

  get workloadVersion(): string {
    return this.#status.workloadVersion;
  }

  /** Its machine; `undefined` on Kubernetes, and before it has one. */
  get machine(): Machine | undefined {
    const { machine } = this.#status;
    return machine === undefined ? undefined : this.#entities.machine(machine);
  }

  /** `80/tcp` … */
  get openedPorts(): readonly string[] {
    return this.#status.openedPorts;
  }

  /** The address that the status shows; `''` where it shows none. See {@link getPublicAddress}. */
  get publicAddress(): string {
    return this.#status.publicAddress;
  }

  /** Its address inside the cloud: the pod's on Kubernetes, else the one that Juju shows. */
  get address(): string {
    const { address, publicAddress } = this.#status;
    return address ?? publicAddress;
  }

  /** Of a subordinate: the unit that carries it. */
  get principal(): Unit | undefined {
    const { principal } = this.#status;
    return principal === undefined ? undefined : this.#entities.unit(principal);
  }

  /** The units that it carries. */
  get subordinates(): readonly Unit[] {
    return Object.freeze(this.#status.subordinates.map((name) => this.#entities.unit(name)));
  }

  /** Whether the model still had it then. The other properties throw when it had not. */
  get exists(): boolean {
    return Object.hasOwn(this.#core.lastStatus.units, this.name);
  }

  /**
   * The address at which it is reached, asked for now: what the status shows, else what `juju show-unit` would; of a pod
   * its own, where it has no other.
   *
   * @throws JujuError with the code `no address set` where it has none yet
   */
  getPublicAddress(limits: CallLimits = {}): Promise<string> {
    return publicAddressOf(this.#core, this.name, limits);
  }

  /** Whether it leads its application, asked for now; `false` where it is gone. See {@link isLeader}. */
  async isLeaderFromStatus(limits: CallLimits = {}): Promise<boolean> {
    const { units } = await this.#core.refresh(limits);
    return Object.hasOwn(units, this.name) && units[this.name]?.leader === true;
  }

  /**
   * The databags of its relations through an endpoint, one for each relation, the oldest first; none where it has no
   * relation there.
   *
   * Juju shows a databag to the other end of the relation only. So what the unit itself tells is known only where the
   * other end has a unit in this model; else it is `undefined`.
   *
   * @throws EntityNotFoundError where the charm has no such endpoint
   * @example
   * ```ts
   * const [database] = await unit.relationData('database');
   * expect(database?.relatedApplicationData).toMatchObject({ version: '14' });
   * expect(database?.relatedUnits['postgresql/0']).toMatchObject({ host: '10.0.0.1' });
   * ```
   */
  relationData(endpoint: string, limits: CallLimits = {}): Promise<readonly RelationData[]> {
    return relationData(this.#core, this.name, endpoint, limits);
  }

  /**
   * Lets it go on after a hook has failed.
   *
   * @throws JujuApiError where it is not in error
   * @example
   * ```ts
   * await unit.resolved(); // runs the hook again
   * await unit.resolved({ retry: false }); // takes it as done
   * ```
   */
  resolved(options: ResolvedOptions = {}): Promise<void> {
    return resolveUnit(this.#core, this.name, options);
  }

  /**
   * Runs an action and waits for its end.
   *
   * @param name - the action
   * @param params - its parameters, as its schema wants them
   * @throws ActionFailedError when it did not complete, unless `check` is `false`
   * @throws EntityNotFoundError when the charm has no such action
   * @example
   * ```ts
   * const { results } = await unit.runAction('backup', { to: 's3' }, { timeout: '20m' });
   * ```
   */
  runAction(name: string, params: ActionParams = {}, options: RunActionOptions = {}): Promise<ActionResult> {
    return runAction(this.#core, this.name, name, params, options);
  }

  /**
   * Starts an action, and leaves the rest to the handle: to wait for its end, to look at it, to cancel it.
   *
   * @throws EntityNotFoundError when the charm has no such action
   */
  startAction(name: string, params: ActionParams = {}, limits: CallLimits = {}): Promise<ActionHandle> {
    return startAction(this.#core, this.name, name, params, limits);
  }

  /**
   * Runs a shell command on the unit, as `juju exec` does, and waits for its end.
   *
   * @throws ActionFailedError when its exit code is not 0, unless `check` is `false`
   * @example
   * ```ts
   * const { stdout } = await unit.exec('hostname -f');
   * ```
   */
  async exec(command: string, options: ExecOptions = {}): Promise<ActionResult> {
    const results = await execOn(this.#core, { units: [this.name] }, command, options);
    const [result] = results.values();
    if (result) return result;
    throw new EntityNotFoundError(`The controller ran nothing on ${this.name} in ${this.#core.fullName}`);
  }

  /**
   * Makes storage for it, by its charm's name for it.
   *
   * @param name - what the charm calls it: `data`
   * @param directive - how much of which pool: `'lxd,2,10G'`, or `{ pool, size, count }`. Default: one, as it was deployed
   * @returns the ids of the new storage, such as `data/1`
   * @throws JujuApiError where the charm has no such storage, or can have no more of it
   * @example
   * ```ts
   * const [id] = await unit.addStorage('data', { size: '2G' });
   * ```
   */
  addStorage(
    name: string,
    directive: StorageInput = {},
    limits: CallLimits = {},
  ): Promise<readonly string[]> {
    return addStorage(this.#core, this.name, name, directive, limits);
  }

  /**
   * Gives it storage that was detached from another unit.
   *
   * @param ids - `'data/0'`, or several
   */
  attachStorage(ids: string | readonly string[], limits: CallLimits = {}): Promise<void> {
    return attachStorage(this.#core, this.name, ids, limits);
  }

  /**
   * Takes storage from it, and resolves when it is detached: its charm has run its hook. The storage stays.
   *
   * @param ids - `'data/0'`, or several
   * @throws JujuApiError where its charm cannot do without
   */
  detachStorage(ids: string | readonly string[], options: DetachStorageOptions = {}): Promise<void> {
    return detachStorage(this.#core, this.name, ids, options);
  }

  /**
   * Runs a shell command on the unit with `juju ssh`, and waits for its end. Models of `opsTest` only: it needs the `juju`
   * program. Unlike {@link exec} it is no task of Juju's, and does not wait for a hook that runs.
   *
   * It is tried again, a few times, where no connection was made; never when it may have begun.
   *
   * @throws CommandError when its exit code is not 0, unless `check` is `false`; ProgramNotFoundError without `juju`
   * @example
   * ```ts
   * const { stdout } = await unit.ssh('cat /etc/hostname', { user: 'root', timeout: '30s' });
   * ```
   */
  ssh(command: string, options: SshOptions = {}): Promise<CommandResult> {
    return ssh(this.#core, this.name, command, options);
  }

  /**
   * Copies a file of this machine to the unit, with `juju scp`.
   *
   * @param source - a path here; relative to Jest's `rootDir`
   * @param destination - a path there; relative to the user's home
   * @throws CommandError where it failed; ProgramNotFoundError without `juju`
   * @example
   * ```ts
   * await unit.scpTo('./fixtures/data.sql', '/tmp/data.sql');
   * ```
   */
  scpTo(source: string, destination: string, options: ScpOptions = {}): Promise<void> {
    return scpTo(this.#core, this.name, { source, destination }, options);
  }

  /**
   * Copies a file of the unit to this machine, with `juju scp`.
   *
   * @param source - a path there
   * @param destination - a path here; relative to Jest's `rootDir`
   * @throws CommandError where it failed; ProgramNotFoundError without `juju`
   */
  scpFrom(source: string, destination: string, options: ScpOptions = {}): Promise<void> {
    return scpFrom(this.#core, this.name, { source, destination }, options);
  }

  /** What was noted on it with `juju annotate`. */
  async getAnnotations(limits: CallLimits = {}): Promise<Readonly<Record<string, string>>> {
    return Object.freeze(await getAnnotations(this.#core, unitTag(this.name), limits));
  }

  /** Notes something on it; an empty text takes the note away. */
  setAnnotations(annotations: Readonly<Record<string, string>>, limits: CallLimits = {}): Promise<void> {
    return setAnnotations(this.#core, unitTag(this.name), annotations, limits);
  }

  /**
   * Removes the unit.
   *
   * @see {@link Application.removeUnits}
   */
  remove(options: RemoveOptions = {}): Promise<void> {
    return removeUnits(this.#core, [this.name], options);
  }

  get #status(): UnitStatus {
    const { units } = this.#core.lastStatus;
    const status = Object.hasOwn(units, this.name) ? units[this.name] : undefined;
    if (status) return status;
    throw new EntityNotFoundError(`The unit "${this.name}" is no longer in ${this.#core.fullName}`);
  }
}
