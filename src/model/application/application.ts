import { applicationTag } from '../../juju/tags';
import type { ActionResult } from '../action/action-result';
import { type ActionSchema, actionSchemas } from '../action/action-schemas';
import { addUnits, type AddUnitsOptions } from './add-units';
import { getAnnotations, setAnnotations } from '../settings/annotations';
import { configDetails, plainValues, resetConfig, setConfig } from './application-config';
import { type Constraints, getConstraints, setConstraints } from './application-constraints';
import { isTrusted, setTrust } from './application-trust';
import type { CallLimits } from '../calls/call-limits';
import type { ConfigInput, ConfigOption } from '../settings/config-values';
import type { ConstraintsInput } from '../settings/constraints';
import type { Entities } from '../entities';
import { EntityNotFoundError } from '../errors';
import { execOn, type ExecOptions } from '../action/exec';
import { expose, type ExposeTo, unexpose } from './expose';
import { leaderOf } from '../unit/leader';
import { listOf } from '../calls/list-of';
import type { ModelCore } from '../model-core';
import { refresh } from '../refresh/refresh';
import type { RefreshOptions } from '../refresh/refresh-options';
import type { Relation } from '../relation/relation';
import { removeApplications, type RemoveOptions, removeUnits } from '../remove';
import { type ApplicationResource, attachResource, listResources } from '../resources/application-resources';
import type { ResourceInput } from '../resources/resource-input';
import type { ActionParams, RunActionOptions } from '../action/run-action';
import { rescale, scaleDown } from './scale';
import type { ApplicationStatus, Base, Life, StatusInfo } from '../status/status';
import type { Unit } from '../unit/unit';

/**
 * An application of a model. Its properties show it as it was after the last awaited command or wait of its model.
 *
 * @example
 * ```ts
 * const web = opsTest.model.applications.require('web');
 * await web.setConfig({ port: 8080 });
 * await web.addUnits(2);
 * const leader = await web.leader();
 * ```
 *
 * @example
 * ```ts
 * const { port } = await web.getConfig();
 * const { default: usual } = (await web.getConfigDetails())['port'];
 * await web.resetConfig(['port', 'tls']);
 * await web.setConstraints({ mem: '2G', cores: 2 });
 * expect(await web.getConstraints()).toMatchObject({ mem: 2048 });
 * await ((await web.trusted()) ? web.untrust() : web.trust());
 * await web.setAnnotations({ ...(await web.getAnnotations()), 'gui-x': '120' });
 * const { page } = await web.resources();
 *
 * await web.removeUnits('web/2');
 * await web.scaleTo(3);
 * await web.scaleBy(-1);
 * const { results } = await web.runAction('get-password'); // on its leader
 * const outputs = await web.exec('uptime', { timeout: '1m' }); // by unit
 * await web.unexpose();
 * await web.remove({ destroyStorage: true });
 * ```
 *
 * @public
 */
export class Application {
  readonly name: string;
  readonly #core: ModelCore;
  readonly #entities: Entities;

  /** @internal */
  constructor(name: string, core: ModelCore, entities: Entities) {
    this.name = name;
    this.#core = core;
    this.#entities = entities;
  }

  /** Its own status: what its leader set, or the gravest of its units'. */
  get status(): StatusInfo {
    return this.#status.status;
  }

  /** Its units by number, those of a subordinate too. */
  get units(): readonly Unit[] {
    return Object.freeze(this.#status.units.map((name) => this.#entities.unit(name)));
  }

  get life(): Life {
    return this.#status.life;
  }

  /** Its charm's URL, such as `local:web-0`. */
  get charm(): string {
    return this.#status.charm;
  }

  get base(): Base {
    return this.#status.base;
  }

  get exposed(): boolean {
    return this.#status.exposed;
  }

  get workloadVersion(): string {
    return this.#status.workloadVersion;
  }

  /** How many units it shall have; on Kubernetes only. */
  get scale(): number | undefined {
    return this.#status.scale;
  }

  /** Its service's address; on Kubernetes only. */
  get publicAddress(): string {
    return this.#status.publicAddress;
  }

  /** Its relations. */
  get relations(): readonly Relation[] {
    return Object.freeze(this.#entities.relations.filter((relation) => relation.matches(this.name)));
  }

  /** Whether the model still had it then. The other properties throw when it had not. */
  get exists(): boolean {
    return Object.hasOwn(this.#core.lastStatus.applications, this.name);
  }

  /**
   * Its leader; waits until there is one.
   *
   * @throws WaitTimeoutError when none is elected in time (1 minute unless `timeout` says otherwise)
   */
  async leader(limits: CallLimits = {}): Promise<Unit> {
    return this.#entities.unit(await leaderOf(this.#core, this.name, limits));
  }

  /**
   * The actions that its charm has, by name, with the schemas of their parameters.
   *
   * @example
   * ```ts
   * expect(Object.keys(await web.actions())).toContain('backup');
   * ```
   */
  actions(limits: CallLimits = {}): Promise<Readonly<Record<string, ActionSchema>>> {
    return actionSchemas(this.#core, this.name, limits);
  }

  /**
   * Runs an action on its leader and waits for its end.
   *
   * @throws ActionFailedError when it did not complete, unless `check` is `false`
   * @see {@link Unit.runAction}
   */
  async runAction(
    name: string,
    params: ActionParams = {},
    options: RunActionOptions = {},
  ): Promise<ActionResult> {
    const leader = await this.leader({ signal: options.signal });
    return await leader.runAction(name, params, options);
  }

  /**
   * Runs a shell command on all its units at the same time.
   *
   * @returns the results by the units' names
   * @throws ActionFailedError for one whose exit code is not 0, unless `check` is `false`
   */
  exec(command: string, options: ExecOptions = {}): Promise<Map<string, ActionResult>> {
    return execOn(this.#core, { applications: [this.name] }, command, options);
  }

  /**
   * The values of its charm's options; one that is neither set nor has a default is left out.
   *
   * @example
   * ```ts
   * expect(await web.getConfig()).toMatchObject({ port: 8080, tls: false });
   * ```
   */
  async getConfig(limits: CallLimits = {}): Promise<Readonly<Record<string, unknown>>> {
    return Object.freeze(plainValues(await this.getConfigDetails(limits)));
  }

  /** Its charm's options, with their defaults, types, descriptions, and where the values come from. */
  getConfigDetails(limits: CallLimits = {}): Promise<Readonly<Record<string, ConfigOption>>> {
    return configDetails(this.#core, this.name, limits);
  }

  /**
   * Sets options of its charm. `false`, `0` and `''` are values like any other.
   *
   * A wait that follows does not succeed before the units have noticed, or its `settlePeriod` is over: whether they have
   * anything to run is not known.
   *
   * @throws JujuError for `undefined` or `null`; JujuApiError for what the charm does not take
   */
  setConfig(values: Readonly<Record<string, ConfigInput>>, limits: CallLimits = {}): Promise<void> {
    return setConfig(this.#core, this.name, values, limits);
  }

  /** Gives options of its charm their defaults again. */
  resetConfig(names: string | readonly string[], limits: CallLimits = {}): Promise<void> {
    return resetConfig(this.#core, this.name, listOf(names), limits);
  }

  /**
   * Adds units.
   *
   * @returns the new units; on Kubernetes those that are there already, as the new ones have no names yet
   * @example
   * ```ts
   * await web.addUnits(2);
   * await opsTest.model.waitForIdle({ apps: 'web', waitForExactUnits: 3 });
   * ```
   */
  async addUnits(count = 1, options: AddUnitsOptions = {}): Promise<readonly Unit[]> {
    const names = await addUnits(this.#core, this.name, count, options);
    return Object.freeze(names.map((name) => this.#entities.unit(name)));
  }

  /**
   * Removes units, and resolves when they are gone.
   *
   * @param which - their names; on Kubernetes, where Juju chooses, their number
   */
  async removeUnits(which: number | string | readonly string[], options: RemoveOptions = {}): Promise<void> {
    if (typeof which === 'number') await scaleDown(this.#core, this.name, which, options);
    else await removeUnits(this.#core, listOf(which), options, this.name);
  }

  /**
   * Gives it another revision of its charm, or another charm, and resolves when all its units run it (unless `wait` is
   * `false`). Its configuration stays, but for options that the new charm does not have.
   *
   * A plain `refresh()` takes what Charmhub has now in the channel that the application follows; what runs now is not
   * asked for again. Where nothing is newer, nothing is changed.
   *
   * @throws JujuApiError with what the controller says: a relation or a storage that the new charm does not have any
   *   more, a base that it does not support
   * @throws WaitTimeoutError when units do not run it in time: one in error waits to be resolved, unless `force`
   * @example
   * ```ts
   * await web.refresh({ path: './web.charm', resources: { page: './page.html' } });
   * await database.refresh({ channel: '16/stable' });
   * ```
   */
  refresh(options: RefreshOptions = {}): Promise<void> {
    return refresh(this.#core, this.name, options, this.#entities.directory);
  }

  /** Its resources by name, with their revisions and fingerprints. */
  async resources(limits: CallLimits = {}): Promise<Readonly<Record<string, ApplicationResource>>> {
    return Object.freeze(await listResources(this.#core, this.name, limits));
  }

  /**
   * Puts another content into a resource; its units run `upgrade-charm` for it.
   *
   * @param source - a path, a Buffer, or `{ image }`
   * @throws JujuError for a resource that it does not have, and for a file that is not there
   * @example
   * ```ts
   * await web.attachResource('page', Buffer.from('<h1>Hello</h1>'));
   * ```
   */
  attachResource(
    name: string,
    source: Exclude<ResourceInput, number>,
    limits: CallLimits = {},
  ): Promise<void> {
    return attachResource(this.#core, this.name, name, source, this.#entities.directory, limits);
  }

  /** Whether it may use the cloud's credential. */
  trusted(limits: CallLimits = {}): Promise<boolean> {
    return isTrusted(this.#core, this.name, limits);
  }

  /** Lets it use the cloud's credential, as `juju trust` does. */
  trust(limits: CallLimits = {}): Promise<void> {
    return setTrust(this.#core, this.name, true, limits);
  }

  /** Takes that back. */
  untrust(limits: CallLimits = {}): Promise<void> {
    return setTrust(this.#core, this.name, false, limits);
  }

  /** Its constraints, those that are set; sizes in MiB. */
  getConstraints(limits: CallLimits = {}): Promise<Constraints> {
    return getConstraints(this.#core, this.name, limits);
  }

  /** Sets its constraints, all of them: they count for units that are made from now on. */
  setConstraints(constraints: ConstraintsInput, limits: CallLimits = {}): Promise<void> {
    return setConstraints(this.#core, this.name, constraints, limits);
  }

  /**
   * Opens it to the world, or only some endpoints, to some spaces and networks.
   *
   * @param endpoints - endpoint (`''` for all that are not named) → to whom; to everybody where nothing is said
   * @example
   * ```ts
   * await web.expose();
   * await web.expose({ website: { cidrs: ['10.0.0.0/8'] } });
   * ```
   */
  expose(endpoints: Readonly<Record<string, ExposeTo>> = {}, limits: CallLimits = {}): Promise<void> {
    return expose(this.#core, this.name, endpoints, limits);
  }

  /** Closes it again, or only some endpoints. */
  unexpose(endpoints: string | readonly string[] = [], limits: CallLimits = {}): Promise<void> {
    return unexpose(this.#core, this.name, listOf(endpoints), limits);
  }

  /** Sets how many units it shall have, 0 or more; on Kubernetes only. Does not wait for them. */
  scaleTo(units: number, limits: CallLimits = {}): Promise<void> {
    return rescale(this.#core, this.name, { to: units }, limits);
  }

  /** Makes it larger, or smaller by a negative number; on Kubernetes only. Does not wait for the units. */
  scaleBy(change: number, limits: CallLimits = {}): Promise<void> {
    return rescale(this.#core, this.name, { by: change }, limits);
  }

  /** What was noted on it with `juju annotate`. */
  async getAnnotations(limits: CallLimits = {}): Promise<Readonly<Record<string, string>>> {
    return Object.freeze(await getAnnotations(this.#core, applicationTag(this.name), limits));
  }

  /** Notes something on it; an empty text takes the note away. */
  setAnnotations(annotations: Readonly<Record<string, string>>, limits: CallLimits = {}): Promise<void> {
    return setAnnotations(this.#core, applicationTag(this.name), annotations, limits);
  }

  /** Removes it with its units, and resolves when all are gone. */
  remove(options: RemoveOptions = {}): Promise<void> {
    return removeApplications(this.#core, [this.name], options);
  }

  get #status(): ApplicationStatus {
    const { applications } = this.#core.lastStatus;
    const status = Object.hasOwn(applications, this.name) ? applications[this.name] : undefined;
    if (status) return status;
    throw new EntityNotFoundError(`The application "${this.name}" is no longer in ${this.#core.fullName}`);
  }
}
