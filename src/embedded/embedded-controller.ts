import { randomBytes, randomUUID } from 'node:crypto';
import type { CharmScript } from './agent/scripted/charm-script';
import { isStandIn } from './agent/scripted/charm-declaration';
import { HostCommands } from './agent/isolation/host-commands';
import type { Answers } from './agent/process/start-processes';
import type * as StartProcesses from './agent/process/start-processes';
import { UndecidedAgents } from './agent/process/refuse-code';
import type { ProcessAgents } from './agent/process/process-agents';
import type { WorkloadCommands } from './agent/pebble/exec-sessions';
import type { ContainerPebble } from './agent/pebble/container-pebble';
import type * as ContainerPebbles from './agent/pebble/container-pebble';
import { Workloads } from './agent/pebble/workloads';
import { ScriptedAgents } from './agent/scripted/scripted-agent';
import { standInArchive } from './agent/stand-ins/stand-in-archive';
import { notValid } from '../errors';
import { createCertificates } from './x509/server-certificates';
import type { Charmhub } from './charmhub/charmhub';
import type { CharmhubEntry } from './charmhub/options';
import { Engine } from './engine/engine';
import { EngineFaults } from './engine/faults';
import type { CheckedEmbeddedOptions, EmbeddedControllerOptions } from './embedded-options';
import { checkEmbeddedOptions } from './embedded-options';
import { findSecret, findUnit } from './find-in-models';
import { allFacades } from './facades/all-facades';
import { wireProfiles } from './facades/wire-profile';
import { JujuData } from './juju-data';
import { ApiServer } from './server/api-server';
import type { Faults } from './server/faults';
import { kubernetes, localhost } from './state/clouds';
import { ControllerState } from './state/controller-state';
import type { JujuSeries } from './state/profile';
import { profiles } from './state/profile';

interface Parts {
  readonly state: ControllerState;
  readonly scripts: ScriptedAgents;
  /** `undefined` where charms are not executed. */
  readonly processes: ProcessAgents | undefined;
  readonly hostCommands: HostCommands;
  readonly workloads: Workloads;
  readonly engine: Engine;
  readonly server: ApiServer;
  readonly data: JujuData;
  readonly caCert: string;
  readonly password: string;
  readonly timeScale: number;
  readonly seed: number | undefined;
}

/**
 * A Juju controller in this process: a real server that speaks Juju's own protocol over TLS on a port of 127.0.0.1, so
 * that any Juju client can use it, the `juju` program included, and nothing needs to be installed or paid for.
 *
 * Charms are deployed from their real files; what their hooks and actions do is scripted in JavaScript (`charm`). What
 * it does not model is written down in `docs/embedded-controller.md`.
 *
 * Juju 3.6 and 4.0: see {@link EmbeddedControllerOptions.juju}.
 *
 * @example
 * ```ts
 * const controller = await EmbeddedController.start({ charms: { web } });
 * try {
 *   await execa('juju', ['add-model', 'one'], { env: { JUJU_DATA: controller.jujuData } });
 * } finally {
 *   await controller.close();
 * }
 * ```
 *
 * @example
 * ```ts
 * controller.charm('web', charm({ on: { start: (unit) => unit.setStatus('active') } }));
 * ```
 *
 * @public
 */
export class EmbeddedController implements AsyncDisposable {
  /** All that the controller knows. A test may look at it, and arrange what a client could not. */
  readonly state: ControllerState;
  /** What shall go wrong. */
  readonly faults: Faults;
  /** Where it listens: `127.0.0.1:<port>`. */
  readonly endpoint: string;
  /** The certificate to trust it by, in PEM. */
  readonly caCert: string;
  /** Its administrator's name. */
  readonly username = 'admin';
  /** Its administrator's password: a new one for each controller. */
  readonly password: string;
  /** How many times faster than Juju time passes in it. */
  readonly timeScale: number;
  /** What the order of its hooks comes from, `undefined` where that is the plain one. */
  readonly seed: number | undefined;
  readonly #parts: Parts;
  #closed: Promise<void> | undefined;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.state = parts.state;
    this.faults = parts.server.faults;
    this.endpoint = `127.0.0.1:${parts.server.port}`;
    this.caCert = parts.caCert;
    this.password = parts.password;
    this.timeScale = parts.timeScale;
    this.seed = parts.seed;
  }

  /**
   * Starts a controller and registers it with the `juju` client's files in {@link EmbeddedController.jujuData}.
   *
   * @param options - which Juju it is like, how fast its time runs, what its charms do
   * @throws JujuError naming an option that is wrong, its value and what is right
   */
  static async start(options: EmbeddedControllerOptions = {}): Promise<EmbeddedController> {
    const checked = checkEmbeddedOptions(options);
    const { juju, name, timeScale, jujuData, cloud, users, charmhub, seed } = checked;
    const password = randomBytes(16).toString('hex');
    const state = new ControllerState({
      uuid: randomUUID(),
      name,
      profile: profiles[juju],
      adminPassword: password,
      clouds: [cloud === 'kubernetes' ? { ...kubernetes(), isControllerCloud: true } : localhost()],
    });
    for (const user of users) state.users.add({ createdBy: 'admin', ...user });
    const scripts = new ScriptedAgents(checked.scripts);
    const answers = {
      hostCommands: new HostCommands(checked.executing.hostCommands),
      workloads: new Workloads(),
    };
    const apiAddresses = () => [`127.0.0.1:${server.port}`];
    const processes = await makeProcesses(scripts, answers, checked, apiAddresses);
    const engineFaults = new EngineFaults();
    const agents = processes ?? (checked.executing.refuseCode ? new UndecidedAgents(scripts) : scripts);
    const engine = new Engine(state, agents, { timeScale, seed, faults: engineFaults });
    const certificates = createCertificates();
    const profile = wireProfiles[juju];
    const server: ApiServer = new ApiServer({
      state,
      profile,
      facades: allFacades,
      certificates,
      engineFaults,
    });
    const data = await register(state, server, { ...certificates, password, jujuData });
    try {
      await fill(state, charmhub, checked.scripts);
    } catch (error) {
      await server.close();
      await data.remove();
      throw error;
    }
    engine.start();
    return new EmbeddedController({
      ...{ state, scripts, processes, ...answers, engine, server, data, password, timeScale, seed },
      caCert: certificates.caCert,
    });
  }

  /** What is deployed by name: charms of this machine that stand for Charmhub's. */
  get charmhub(): Charmhub {
    return this.state.charmhub;
  }

  /** The name that it is registered by. */
  get name(): string {
    return this.state.name;
  }

  /** Its UUID. */
  get uuid(): string {
    return this.state.uuid;
  }

  /** Which Juju it is like. */
  get profile(): JujuSeries {
    return this.state.profile.series;
  }

  /** The folder of the `juju` client's files that it is registered in: what `JUJU_DATA` must be to reach it. */
  get jujuData(): string {
    return this.#parts.data.directory;
  }

  /**
   * The folder that charms are executed in, with one for each unit; `undefined` while none has been. It goes with the
   * controller, unless `debugHooks` keeps it.
   */
  get charmFolder(): string | undefined {
    return this.#parts.processes?.folder;
  }

  /**
   * The host commands (`apt-get`, `systemctl` …) that charms have called, where charms are executed.
   *
   * @example
   * ```ts
   * expect(opsTest.embedded?.hostCommands.calls).toContainEqual(
   *   expect.objectContaining({ unit: 'web/0', command: 'systemctl', args: ['restart', 'nginx'] }),
   * );
   * ```
   */
  get hostCommands(): HostCommands {
    return this.#parts.hostCommands;
  }

  /**
   * Sets what a charm does, or replaces it: the next hook of the charm's units runs by it.
   *
   * @param name - the charm's name, as its metadata has it
   * @param script - handlers of its hooks and actions
   * @throws JujuError naming a hook that Juju does not have
   */
  charm(name: string, script: CharmScript): void {
    if (isStandIn(script) && !this.state.charmhub.entries.has(name)) {
      throw notValid(
        `The script of "${name}" declares what its charm is: release it with \`await controller.standIn('${name}', …)\``,
      );
    }
    this.#parts.scripts.set(name, script);
  }

  /**
   * Releases a script that declares its charm itself: from now on it is deployed by its name, from whichever channel and
   * in whichever revision is asked for.
   *
   * @param name - by which it is deployed
   * @param script - with `provides`, `requires` or `peers`; those that come with the package are `database()`,
   *   `ingress()`, `prometheus()` and `certificateAuthority()`
   * @throws JujuError naming what is wrong with it
   * @example
   * ```ts
   * await opsTest.embedded?.standIn('redis-k8s', charm({
   *   provides: { redis: 'redis' },
   *   on: {
   *     start: (ctx) => ctx.setStatus('active'),
   *     'redis-relation-joined': (ctx) => ctx.relation?.set({ hostname: ctx.address, port: '6379' }),
   *   },
   * }));
   * await opsTest.model.deploy('redis-k8s', { channel: 'latest/edge' });
   * ```
   */
  async standIn(name: string, script: CharmScript): Promise<void> {
    if (!isStandIn(script)) {
      throw notValid(
        `The stand-in "${name}" declares nothing: give it endpoints, such as provides: { db: 'postgresql_client' }`,
      );
    }
    const { scripts } = this.#parts;
    const before = scripts.get(name);
    // The charm is checked against its script when it is released, so the script comes first.
    scripts.set(name, script);
    try {
      await this.state.charmhub.addStandIn(name, await standInArchive(name, script));
    } catch (error) {
      scripts.set(name, before ?? {});
      throw error;
    }
  }

  /**
   * Sets the programs of a container, for charms that are executed: what the charm runs by Pebble's `exec` is answered by
   * these functions, since there is no image behind the container. A program that is not among them is not found.
   *
   * @param charm - the charm's name, as its metadata has it
   * @param container - the container's name, as its metadata has it
   * @param commands - by the names that the charm calls them by; they replace those that were set before
   * @example
   * ```ts
   * opsTest.embedded?.workload('web-k8s', 'nginx', {
   *   '/usr/sbin/nginx': ({ command }) => (command[1] === '-v' ? { stderr: 'nginx version: 1.27\n' } : ''),
   *   cat: async (call) => (await call.stdin()).toString(),
   * });
   * ```
   */
  workload(charm: string, container: string, commands: WorkloadCommands): void {
    this.#parts.workloads.set(charm, container, commands);
  }

  /**
   * Why the charm of an application sets no status, where that is known: nothing runs it. For the errors of waits.
   *
   * @param uuid - of the model
   * @internal
   */
  whyUnknown(uuid: string, application: string): string | undefined {
    const charm = this.state.models.get(uuid)?.applications.get(application)?.charm;
    if (charm === undefined) return undefined;
    const { processes, scripts } = this.#parts;
    if (processes !== undefined) return processes.whyUnknown(charm.name);
    if (scripts.get(charm.name) !== undefined) return undefined;
    return `nothing runs the charm "${charm.name}": it has no script, and charms are not executed (embedded: { execute: true })`;
  }

  /**
   * The Pebble of a unit's container, to let something happen in it: a notice of the workload, a check that fails or recovers. The
   * charm hears of it by its hooks, as on Juju; for a script, too.
   *
   * @param unit - the unit's name: `web/0`
   * @param container - the container's name, as the charm's metadata has it
   * @param where - `model`: in which model, by its UUID or its name, where several have the unit
   * @throws JujuError when there is no such unit or container, or its Pebble is not up
   * @example
   * ```ts
   * const pebble = opsTest.embedded?.pebble('web/0', 'nginx');
   * pebble?.failCheck('up');
   * await opsTest.model.wait(unitStatus('web/0', 'blocked'));
   * pebble?.recoverCheck('up');
   * ```
   */
  pebble(unit: string, container: string, where: { readonly model?: string } = {}): ContainerPebble {
    const { scripts, processes } = this.#parts;
    const [model, found] = findUnit(this.state, unit, where.model);
    const charm = model.charms.get(found.charmUrl) ?? found.application.charm;
    const isScripted = processes === undefined || scripts.get(charm.name) !== undefined;
    // Loaded only here: most tests have no container.
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- as in `makeProcesses`
    const { containerPebble } = require('./agent/pebble/container-pebble') as typeof ContainerPebbles;
    return containerPebble(model, found, container, isScripted);
  }

  /**
   * Lets the time come to rotate a secret of a charm: `secret-rotate` runs for its owner, and for a script too. A test
   * would wait long for it otherwise: Juju's policies begin at an hour.
   *
   * Juju 3.6 and 4.0.
   *
   * @param secret - its URI (`secret:…`), its id, or the label that its owner has for it
   * @param where - `model`: in which model, by its UUID or its name, where several have such a secret
   * @throws JujuError when there is no such secret, or its policy is `never`: Juju tells nobody then
   * @example
   * ```ts
   * opsTest.embedded?.rotateSecret('db-password');
   * await opsTest.model.waitForIdle({ apps: 'database' });
   * ```
   */
  rotateSecret(secret: string, where: { readonly model?: string } = {}): void {
    const [model, found] = findSecret(this.state, secret, where.model);
    if (found.rotatePolicy === 'never') {
      throw notValid(
        `The secret "${secret}" of ${found.owner.id} is never rotated: its owner has to give it a policy (secret-add --rotate hourly)`,
      );
    }
    this.#parts.engine.secretTimersOf(model)?.rotate(model, found);
  }

  /**
   * Lets a revision of a charm's secret come to its end: `secret-expired` runs for its owner, and for a script too.
   *
   * Juju 3.6 and 4.0.
   *
   * @param secret - its URI (`secret:…`), its id, or the label that its owner has for it
   * @param where - `revision`: which one, by default the latest that has an end; `model`: in which model, by its UUID or
   *   its name, where several have such a secret
   * @throws JujuError when there is no such secret, or none of its revisions has an end
   * @example
   * ```ts
   * opsTest.embedded?.expireSecret('token');
   * await opsTest.model.waitForIdle({ apps: 'web' });
   * ```
   */
  expireSecret(secret: string, where: { readonly revision?: number; readonly model?: string } = {}): void {
    const [model, found] = findSecret(this.state, secret, where.model);
    const revision = found.revisions.findLast(
      (each) => each.expires !== undefined && (where.revision ?? each.revision) === each.revision,
    );
    if (revision === undefined) {
      const of = `of the secret "${secret}" of ${found.owner.id}`;
      const missing =
        where.revision === undefined
          ? `No revision ${of} has an end`
          : `There is no revision ${where.revision} with an end ${of}`;
      throw notValid(`${missing}: its owner has to give it one (secret-add --expire 1h)`);
    }
    this.#parts.engine.secretTimersOf(model)?.expire(model, found, revision);
  }

  /**
   * Ends it: hooks that run are aborted, clients are told goodbye, the port is closed, and its registration goes, with
   * the folder where it made the folder. May be called again.
   */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  /** The same, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #close(): Promise<void> {
    const { state, engine, server, data, processes } = this.#parts;
    engine.stop();
    await processes?.close();
    await server.close();
    await state.charmhub.close();
    await data.remove();
  }
}

/** What executes charms, where they are executed: loaded only then, since it is half as large as all the rest. */
async function makeProcesses(
  scripts: ScriptedAgents,
  answers: Answers,
  options: CheckedEmbeddedOptions,
  apiAddresses: () => readonly string[],
): Promise<ProcessAgents | undefined> {
  if (!options.executing.execute) return undefined;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import()` wants `.js`, which the tests' sources are not
  const { startProcesses } = require('./agent/process/start-processes') as typeof StartProcesses;
  return await startProcesses(scripts, answers, options, apiAddresses);
}

/** Releases the charms that shall be in Charmhub from the start; leaves no port open where one cannot be. */
async function fill(
  { charmhub }: ControllerState,
  entries: Readonly<Record<string, CharmhubEntry>>,
  charms: Readonly<Record<string, CharmScript>>,
): Promise<void> {
  try {
    for (const [name, script] of Object.entries(charms)) {
      if (isStandIn(script)) await charmhub.addStandIn(name, await standInArchive(name, script));
    }
    for (const [name, entry] of Object.entries(entries)) await charmhub.add(name, entry);
  } catch (error) {
    await charmhub.close();
    throw error;
  }
}

interface Access {
  readonly caCert: string;
  readonly password: string;
  readonly jujuData: string | undefined;
}

/** Opens the port and writes the files by which clients find it; leaves nothing behind when that fails. */
async function register(state: ControllerState, server: ApiServer, access: Access): Promise<JujuData> {
  await server.listen();
  try {
    const data = await JujuData.open(access.jujuData);
    await data.register({
      name: state.name,
      uuid: state.uuid,
      endpoint: `127.0.0.1:${server.port}`,
      caCert: access.caCert,
      cloud: state.cloud.name,
      region: state.cloud.regions[0]?.name ?? '',
      agentVersion: state.profile.agentVersion,
      user: 'admin',
      password: access.password,
      controllerModel: state.controllerModel,
    });
    return data;
  } catch (error) {
    await server.close();
    throw error;
  }
}
