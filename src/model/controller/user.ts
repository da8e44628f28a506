import type * as wire from '../../juju/wire-types';
import { type AccessOptions, changeAccess } from './administration/access';
import { changeUser, setPassword } from './administration/users';
import type { CallLimits } from '../calls/call-limits';
import type { ControllerScene } from './controller';
import { date } from '../status/parse-status-info';

/**
 * A user of a controller, as it was when it was asked for.
 *
 * @example
 * ```ts
 * const bob = await opsTest.controller.addUser('bob', { password: 'sesame' });
 * await bob.grant('read', { model: 'web' });
 * ```
 *
 * @example
 * ```ts
 * await bob.setPassword('open');
 * await bob.revoke('read', { model: 'web' });
 * await bob.disable();
 * await bob.enable();
 * await bob.remove();
 * ```
 *
 * @public
 */
export class User {
  readonly name: string;
  readonly displayName: string;
  /** What it may do with the controller: `login`, `superuser`, or nothing. */
  readonly access: string;
  readonly isEnabled: boolean;
  /** The user who made it. */
  readonly createdBy: string;
  readonly created: Date | undefined;
  readonly lastConnection: Date | undefined;
  readonly #scene: ControllerScene;

  /** @internal */
  constructor(raw: wire.UserInfo, scene: ControllerScene) {
    this.name = raw.username;
    this.displayName = raw['display-name'];
    this.access = raw.access;
    this.isEnabled = !raw.disabled;
    this.createdBy = raw['created-by'];
    this.created = date(raw['date-created']);
    this.lastConnection = date(raw['last-connection']);
    this.#scene = scene;
  }

  /** Gives it access to the controller, or to a model, an offer or a cloud. See {@link Controller.grant}. */
  grant(access: string, options: AccessOptions = {}): Promise<boolean> {
    return changeAccess(this.#scene, 'grant', this.name, access, options);
  }

  /** Takes access from it: what is left is the next lower one. */
  async revoke(access: string, options: AccessOptions = {}): Promise<void> {
    await changeAccess(this.#scene, 'revoke', this.name, access, options);
  }

  setPassword(password: string, limits: CallLimits = {}): Promise<void> {
    return setPassword(this.#scene, this.name, password, limits);
  }

  /** Lets it log in again. */
  enable(limits: CallLimits = {}): Promise<void> {
    return changeUser(this.#scene, 'EnableUser', this.name, limits);
  }

  /** Lets it not log in any more. */
  disable(limits: CallLimits = {}): Promise<void> {
    return changeUser(this.#scene, 'DisableUser', this.name, limits);
  }

  remove(limits: CallLimits = {}): Promise<void> {
    return changeUser(this.#scene, 'RemoveUser', this.name, limits);
  }
}
