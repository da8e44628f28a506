import { type AccessOptions, changeAccess } from './administration/access';
import {
  addCredential,
  type AddCredentialOptions,
  type Credential,
  listCredentials,
  removeCredential,
  type RemoveCredentialOptions,
} from './administration/credentials';
import { addCloud, type AddCloudOptions, findCloud, removeCloud } from './administration/manage-clouds';
import {
  addUser,
  type AddUserOptions,
  changeUser,
  findUser,
  listUsers,
  type ListUsersOptions,
} from './administration/users';
import { type CallLimits, deadlineOf } from '../calls/call-limits';
import { type Cloud, clouds } from './clouds';
import type { ControllerScene } from './controller';
import type { User } from './user';

/** The users, clouds and credentials of a {@link Controller}. @public */
export abstract class ControllerAdministration {
  readonly #scene: ControllerScene;

  /** @internal */
  constructor(scene: ControllerScene) {
    this.#scene = scene;
  }

  /** The clouds that it knows. */
  clouds(limits: CallLimits = {}): Promise<readonly Cloud[]> {
    return clouds(this.#scene, deadlineOf(limits, this.#scene.settings).next());
  }

  /** One of its clouds. @throws EntityNotFoundError where there is none of that name */
  cloud(name: string, limits: CallLimits = {}): Promise<Cloud> {
    return findCloud(this.#scene, name, limits);
  }

  /**
   * Adds a cloud, for administrators of the controller.
   *
   * @example
   * ```ts
   * await controller.addCloud('lab', { type: 'lxd', authTypes: ['certificate'], endpoint: 'https://lab.example:8443' });
   * ```
   */
  addCloud(name: string, options: AddCloudOptions): Promise<Cloud> {
    return addCloud(this.#scene, name, options);
  }

  /** Removes a cloud. @throws JujuApiError while models are on it */
  removeCloud(name: string, limits: CallLimits = {}): Promise<void> {
    return removeCloud(this.#scene, name, limits);
  }

  /** The user's credentials that it has, without what is secret of them. */
  credentials(limits: CallLimits = {}): Promise<readonly Credential[]> {
    return listCredentials(this.#scene, limits);
  }

  /** Adds a credential of the user's, or replaces the one of that name. Its attributes are told to nobody again. */
  addCredential(name: string, options: AddCredentialOptions): Promise<void> {
    return addCredential(this.#scene, name, options);
  }

  /** Removes a credential. @throws JujuApiError while models use it, unless `force` is set */
  removeCredential(name: string, options: RemoveCredentialOptions): Promise<void> {
    return removeCredential(this.#scene, name, options);
  }

  /** Its users; who is no administrator is shown themselves only. */
  users(options: ListUsersOptions = {}): Promise<readonly User[]> {
    return listUsers(this.#scene, options);
  }

  /** One user, disabled or not. @throws EntityNotFoundError where there is none of that name */
  user(name: string, limits: CallLimits = {}): Promise<User> {
    return findUser(this.#scene, name, limits);
  }

  /**
   * Makes a user, for administrators of the controller.
   *
   * @param name - at least two letters, digits, `.`, `+` or `-`
   * @throws JujuApiError with the code `already exists` where there is one of that name
   */
  addUser(name: string, options: AddUserOptions = {}): Promise<User> {
    return addUser(this.#scene, name, options);
  }

  removeUser(name: string, limits: CallLimits = {}): Promise<void> {
    return changeUser(this.#scene, 'RemoveUser', name, limits);
  }

  /**
   * Gives a user access to the controller (`login`, `superuser`), or to a model, an offer or a cloud.
   *
   * @returns `false` where the user had it already, or more
   * @example
   * ```ts
   * await controller.grant('bob', 'superuser');
   * await controller.grant('bob', 'write', { model: 'web' });
   * await controller.grant('bob', 'consume', { offer: 'admin/databases.postgresql' });
   * ```
   */
  grant(user: string, access: string, options: AccessOptions = {}): Promise<boolean> {
    return changeAccess(this.#scene, 'grant', user, access, options);
  }

  /** Takes access from a user: what is left is the next lower one, of `superuser` it is `login`. */
  async revoke(user: string, access: string, options: AccessOptions = {}): Promise<void> {
    await changeAccess(this.#scene, 'revoke', user, access, options);
  }
}
