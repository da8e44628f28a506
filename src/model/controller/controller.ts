import { toMilliseconds } from '../../duration';
import type { ClientStore } from '../../juju/client-store';
import { Session, type SessionOptions } from '../../juju/session';
import { messageOf } from '../../message-of';
import { type CallLimits, type Deadline, deadlineOf } from '../calls/call-limits';
import { ControllerAdministration } from './controller-administration';
import type { Controllers } from './controllers';
import { createModel, type AddModelOptions } from './create-model';
import { destroyModel, type DestroyModelOptions, modelExists } from './destroy-model';
import { findModel, listModels, readModelInfo } from './find-model';
import { Model } from '../model';
import { ModelCore } from '../model-core';
import type { ModelInfo, ModelSummary } from '../model-info';
import { modelSettings, type ModelSettings, type ModelSettingsInput } from './model-settings';
import { userNameOf } from '../model-info';

/** How to reach a controller. @internal */
export interface ConnectOptions extends ModelSettingsInput {
  readonly store: ClientStore;
  readonly controllerName: string;
  /** The largest message to take, in bytes. */
  readonly maxFrameSize?: number | undefined;
  /** Where `JUJU_CLIENT_ID` and `JUJU_CLIENT_SECRET` are looked up, and the home with the SSH keys. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** What relative paths of charms are relative to. Default: the working directory. */
  readonly directory?: string | undefined;
  /** How long connecting may take. */
  readonly openTimeout?: SessionOptions['openTimeout'];
  /** How long to try to get a broken connection back. */
  readonly reconnectTimeout?: SessionOptions['reconnectTimeout'];
  /** Gives up connecting to the controller; its models are connected without. */
  readonly connectSignal?: AbortSignal | undefined;
}

/** What the parts of a {@link Controller} share. @internal */
export interface ControllerScene {
  readonly session: Session;
  readonly store: ClientStore;
  readonly settings: ModelSettings;
  readonly env: NodeJS.ProcessEnv;
  /** What models are called in messages, by UUID. */
  readonly names: Map<string, string>;
}

/**
 * A Juju controller, 3.x or 4.x, as the `juju` client is logged in to it.
 *
 * @example
 * ```ts
 * const { controller } = opsTest;
 * const names = (await controller.listModels()).map(({ fullName }) => fullName);
 * ```
 *
 * @example
 * ```ts
 * const model = await controller.model('bob/shop');
 * if (await controller.modelExists(model.uuid)) await controller.destroyModel(model.uuid, { force: true });
 * await controller.close();
 * ```
 *
 * @example
 * ```ts
 * // Clouds, and what one logs in to them with.
 * const names = (await controller.clouds()).map(({ name }) => name);
 * const { regions } = await controller.cloud('lxd');
 * await controller.addCredential('mine', { cloud: 'lxd', authType: 'certificate', attributes });
 * expect(await controller.credentials()).toMatchObject([{ name: 'mine', cloud: 'lxd' }]);
 * await controller.removeCredential('mine', { cloud: 'lxd' });
 * await controller.removeCloud('cluster');
 * ```
 *
 * @example
 * ```ts
 * // Users.
 * const bob = await controller.addUser('bob', { password: 'sesame' });
 * const { lastConnection } = await controller.user('bob');
 * await controller.revoke('bob', 'login');
 * await controller.removeUser('bob');
 * const others = await controller.users();
 * ```
 *
 * @public
 */
export class Controller extends ControllerAdministration implements AsyncDisposable {
  readonly #scene: ControllerScene;
  readonly #options: ConnectOptions;
  readonly #sessions = new Set<Session>();
  /** Other controllers that were connected through this one. */
  readonly #others = new Map<string, Promise<Controller>>();
  readonly #controllers: Controllers;

  private constructor(scene: ControllerScene, options: ConnectOptions) {
    super(scene);
    this.#scene = scene;
    this.#options = options;
    this.#controllers = {
      own: scene.session,
      session: async (name, limits) => (await this.connect(name, limits)).#scene.session,
    };
  }

  /**
   * Connects to a controller and logs in.
   *
   * @throws ControllerNotFoundError, ConnectionFailedError, CertificateError, AuthenticationError
   * @internal
   */
  static async connect(options: ConnectOptions): Promise<Controller> {
    const { store, controllerName } = options;
    const opening = { ...sessionOptions(options), signal: options.connectSignal };
    const session = await Session.open({ store, controllerName }, opening);
    const settings = modelSettings(options);
    return new Controller(
      { session, store, settings, env: options.env ?? process.env, names: new Map() },
      options,
    );
  }

  /**
   * Connects to another controller that the `juju` client is logged in to, for tests across controllers. It is connected
   * once, and let go of with this one.
   *
   * @param name - as the `juju` client has registered it
   * @throws ControllerNotFoundError, ConnectionFailedError, CertificateError, AuthenticationError
   * @example
   * ```ts
   * const other = await opsTest.controller.connect('other');
   * await other.listModels();
   * ```
   */
  async connect(name: string, limits: CallLimits = {}): Promise<Controller> {
    if (name === this.name) return this;
    const connecting = this.#openOther(name, this.#others.get(name), limits);
    this.#others.set(name, connecting);
    return await connecting;
  }

  /** The connection that there is, unless it is of no use any more. */
  async #openOther(
    name: string,
    known: Promise<Controller> | undefined,
    limits: CallLimits,
  ): Promise<Controller> {
    const other = await known?.catch(() => undefined);
    if (other?.isOpen) return other;
    const { signal, timeout } = this.#deadline(limits).next();
    const openTimeout = limits.timeout === undefined ? this.#options.openTimeout : timeout;
    return await Controller.connect({
      ...this.#options,
      controllerName: name,
      openTimeout,
      connectSignal: signal,
    });
  }

  /** Whether it can be asked. @internal */
  get isOpen(): boolean {
    const { state } = this.#scene.session;
    return state !== 'lost' && state !== 'closed';
  }

  /** Its name, as the `juju` client has registered it. */
  get name(): string {
    return this.#scene.session.controllerName;
  }

  get uuid(): string {
    return this.#scene.session.controllerUuid;
  }

  /** The user who is logged in. */
  get userName(): string {
    return userNameOf(this.#scene.session.userTag);
  }

  /** The version of Juju that it runs: `3.6.28`. */
  get version(): string {
    return this.#scene.session.serverVersion;
  }

  /** The models that the user may see, their own or not. */
  listModels(limits: CallLimits = {}): Promise<readonly ModelSummary[]> {
    return listModels(this.#scene, this.#deadline(limits).next());
  }

  /**
   * Connects to a model.
   *
   * @param nameOrUuid - `web` of the user's own, `bob/web` of another's, or a UUID
   * @throws EntityNotFoundError where there is none, saying whose there is
   */
  async model(nameOrUuid: string, limits: CallLimits = {}): Promise<Model> {
    const deadline = this.#deadline(limits);
    return await this.#connect(await findModel(this.#scene, nameOrUuid, deadline), deadline);
  }

  /**
   * Makes a model and connects to it. Nobody but who asked for it destroys it again; when connecting fails, it is
   * destroyed at once, unless `onCreated` took it over.
   *
   * @throws JujuError with the code `already exists` where the user has one of that name
   * @example
   * ```ts
   * const model = await opsTest.controller.addModel('staging', { config: { 'default-base': 'ubuntu@22.04' } });
   * ```
   */
  async addModel(name: string, options: AddModelOptions = {}): Promise<Model> {
    const deadline = this.#deadline(options);
    const info = await createModel(this.#scene, name, options, deadline);
    try {
      await options.onCreated?.(info);
      return await this.#connect(info, deadline);
    } catch (error) {
      if (options.onCreated) throw error;
      // Half made, it would be nobody's.
      await this.destroyModel(info.uuid, { force: true, destroyStorage: true }).catch((left: unknown) => {
        const words = messageOf(left);
        this.#scene.settings.report(`${info.fullName} was made, and is left over: ${words}`);
      });
      throw error;
    }
  }

  /**
   * Destroys a model with all that is in it, and resolves when it is gone.
   *
   * @param uuid - its UUID: a name might come to mean another model meanwhile
   * @throws ModelNotDestroyedError where the controller refuses, or it takes too long
   */
  destroyModel(uuid: string, options: DestroyModelOptions = {}): Promise<void> {
    return destroyModel(this.#scene, uuid, options);
  }

  /** Whether the controller has a model of that UUID, alive or dying. */
  modelExists(uuid: string): Promise<boolean> {
    return modelExists(this.#scene, uuid);
  }

  /** Lets go of it, and of the models that were connected through it. The models themselves stay. */
  async close(): Promise<void> {
    const sessions = [...this.#sessions, this.#scene.session];
    const others = await Promise.allSettled(this.#others.values());
    this.#sessions.clear();
    this.#others.clear();
    const connected = others.flatMap((other) => (other.status === 'fulfilled' ? [other.value] : []));
    await Promise.all([...sessions, ...connected].map((each) => each.close()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #deadline(limits: CallLimits): Deadline {
    return deadlineOf(limits, this.#scene.settings);
  }

  async #connect(info: ModelInfo, deadline: Deadline): Promise<Model> {
    const { store, controllerName, directory = process.cwd() } = this.#options;
    this.#scene.names.set(info.uuid, info.fullName);
    const options = sessionOptions(this.#options);
    const usualMs = toMilliseconds(options.openTimeout ?? '60s', 'openTimeout');
    const { signal, timeout: openTimeout } = deadline.next(usualMs);
    const target = { store, controllerName, modelUuid: info.uuid };
    const session = await Session.open(target, { ...options, openTimeout, signal });
    this.#sessions.add(session);
    try {
      const core = new ModelCore(session, info, this.#scene.settings, this.#controllers);
      // The properties show something from the beginning.
      await core.refresh(deadline.next());
      return new Model(core, directory);
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  /** What the controller tells of a model now. @internal */
  modelInfo(uuid: string): Promise<ModelInfo> {
    return readModelInfo(this.#scene, uuid);
  }
}

function sessionOptions(options: ConnectOptions): SessionOptions {
  const { maxFrameSize, env, clock, openTimeout, reconnectTimeout } = options;
  return { maxFrameSize, env, clock, openTimeout, reconnectTimeout };
}
