import { machineTag } from '../../juju/tags';
import { getAnnotations, setAnnotations } from '../settings/annotations';
import type { CallLimits } from '../calls/call-limits';
import type { Entities } from '../entities';
import { EntityNotFoundError } from '../errors';
import type { CommandResult } from '../ssh/juju-program';
import type { ModelCore } from '../model-core';
import { removeMachine, type RemoveMachineOptions } from './remove-machine';
import { scpFrom, type ScpOptions, scpTo } from '../ssh/scp';
import { ssh, type SshOptions } from '../ssh/ssh';
import type { Base, Life, MachineStatus, NetworkInterface, StatusInfo } from '../status/status';
import type { Unit } from '../unit/unit';

/**
 * A machine or container of a model. Its properties show it as it was after the last awaited command or wait.
 *
 * @example
 * ```ts
 * const machine = opsTest.model.machines.require('0');
 * const { stdout } = await machine.ssh('uptime');
 * await machine.scpTo('./page.html', '/tmp/page.html');
 * await machine.scpFrom('/var/log/syslog', './syslog');
 * await machine.setAnnotations({ rack: 'a' });
 * expect(await machine.getAnnotations()).toEqual({ rack: 'a' });
 * await machine.remove({ force: true });
 * ```
 *
 * @public
 */
export class Machine {
  /** `0`, or `0/lxd/1` of a container. */
  readonly id: string;
  readonly #core: ModelCore;
  readonly #entities: Entities;

  /** @internal */
  constructor(id: string, core: ModelCore, entities: Entities) {
    this.id = id;
    this.#core = core;
    this.#entities = entities;
  }

  /** What its agent says: `pending`, `started`, `down` … */
  get agentStatus(): StatusInfo {
    return this.#status.agentStatus;
  }

  /** What the cloud says: `running`, `provisioning error` … */
  get instanceStatus(): StatusInfo {
    return this.#status.instanceStatus;
  }

  get life(): Life {
    return this.#status.life;
  }

  get hostname(): string | undefined {
    return this.#status.hostname;
  }

  /** Its first address, as Juju chooses it. */
  get dnsName(): string {
    return this.#status.dnsName;
  }

  get ipAddresses(): readonly string[] {
    return this.#status.ipAddresses;
  }

  /** The cloud's name for it; `pending` until it has one. */
  get instanceId(): string {
    return this.#status.instanceId;
  }

  get base(): Base {
    return this.#status.base;
  }

  /** `arch=amd64 cores=2 mem=4096M …`. */
  get hardware(): string {
    return this.#status.hardware;
  }

  /** The containers on it. */
  get containers(): readonly Machine[] {
    return Object.freeze(this.#status.containers.map((id) => this.#entities.machine(id)));
  }

  /** Of a container: the machine that carries it. */
  get parent(): Machine | undefined {
    const [, id] = /^(.+)\/[a-z]+\/\d+$/.exec(this.id) ?? [];
    return id === undefined ? undefined : this.#entities.machine(id);
  }

  /** Its network interfaces by name. */
  get networkInterfaces(): Readonly<Record<string, NetworkInterface>> {
    return this.#status.networkInterfaces;
  }

  /** The constraints that it was made with, as Juju writes them: `mem=4096M cores=2`. */
  get constraints(): string {
    return this.#status.constraints;
  }

  /** The units that are on it. */
  get units(): readonly Unit[] {
    const units = Object.values(this.#core.lastStatus.units).filter(({ machine }) => machine === this.id);
    return Object.freeze(units.map(({ name }) => this.#entities.unit(name)));
  }

  /** Whether the model still had it then. */
  get exists(): boolean {
    return Object.hasOwn(this.#core.lastStatus.machines, this.id);
  }

  /**
   * Runs a shell command on the machine with `juju ssh`, and waits for its end. Models of `opsTest` only: it needs the `juju`
   * program. Unlike {@link Model.exec} it is no task of Juju's, and does not wait for a hook that runs.
   *
   * It is tried again, a few times, where no connection was made; never when it may have begun.
   *
   * @throws CommandError when its exit code is not 0, unless `check` is `false`; ProgramNotFoundError without `juju`
   * @example
   * ```ts
   * const { stdout } = await machine.ssh('cat /etc/hostname', { user: 'root', timeout: '30s' });
   * ```
   */
  ssh(command: string, options: SshOptions = {}): Promise<CommandResult> {
    return ssh(this.#core, this.id, command, options);
  }

  /**
   * Copies a file of this machine to the machine, with `juju scp`.
   *
   * @param source - a path here; relative to Jest's `rootDir`
   * @param destination - a path there; relative to the user's home
   * @throws CommandError where it failed; ProgramNotFoundError without `juju`
   * @example
   * ```ts
   * await machine.scpTo('./fixtures/data.sql', '/tmp/data.sql');
   * ```
   */
  scpTo(source: string, destination: string, options: ScpOptions = {}): Promise<void> {
    return scpTo(this.#core, this.id, { source, destination }, options);
  }

  /**
   * Copies a file of the machine to this machine, with `juju scp`.
   *
   * @param source - a path there
   * @param destination - a path here; relative to Jest's `rootDir`
   * @throws CommandError where it failed; ProgramNotFoundError without `juju`
   */
  scpFrom(source: string, destination: string, options: ScpOptions = {}): Promise<void> {
    return scpFrom(this.#core, this.id, { source, destination }, options);
  }

  /**
   * Removes it, and resolves when it is gone.
   *
   * @throws JujuApiError while there are units or containers on it, unless `force` is set
   * @example
   * ```ts
   * await machine.remove({ force: true, timeout: '20m' });
   * ```
   */
  remove(options: RemoveMachineOptions = {}): Promise<void> {
    return removeMachine(this.#core, this.id, options);
  }

  /** What was noted on it with `juju annotate`. */
  async getAnnotations(limits: CallLimits = {}): Promise<Readonly<Record<string, string>>> {
    return Object.freeze(await getAnnotations(this.#core, machineTag(this.id), limits));
  }

  /** Notes something on it; an empty text takes the note away. */
  setAnnotations(annotations: Readonly<Record<string, string>>, limits: CallLimits = {}): Promise<void> {
    return setAnnotations(this.#core, machineTag(this.id), annotations, limits);
  }

  get #status(): MachineStatus {
    const { machines } = this.#core.lastStatus;
    const status = Object.hasOwn(machines, this.id) ? machines[this.id] : undefined;
    if (status) return status;
    throw new EntityNotFoundError(`The machine "${this.id}" is no longer in ${this.#core.fullName}`);
  }
}
