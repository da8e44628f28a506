import type { CallLimits } from '../calls/call-limits';
import { listOf } from '../calls/list-of';
import type { ModelCore } from '../model-core';
import { ModelWaits } from '../waiting/model-waits';
import {
  addSecret,
  type AddSecretOptions,
  changeGrants,
  removeSecret,
  type RemoveSecretOptions,
  updateSecret,
  type UpdateSecretOptions,
} from './change-secrets';
import { listSecrets, type ListSecretsOptions, showSecret, type ShowSecretOptions } from './list-secrets';
import type { Secret, SecretUri } from './secret';
import type { SecretContent } from './secret-content';

/** The secrets of a {@link Model}. @public */
export abstract class ModelSecrets extends ModelWaits {
  readonly #core: ModelCore;

  /** @internal */
  constructor(core: ModelCore) {
    super(core);
    this.#core = core;
  }

  /**
   * Makes a secret that applications of the model can be granted, as `juju add-secret` does. Juju 3.3 and later.
   *
   * @param content - keys with values: a key has at least three lower-case letters or digits; in base64 a value, and
   *   all together, have no more than a million bytes
   * @returns its URI, `secret:<id>`, which a charm's option of the type `secret` takes
   * @throws JujuApiError with the code `already exists` where the model has one of that name
   * @example
   * ```ts
   * const uri = await model.addSecret('db-login', { username: 'web', password: 'sesame' });
   * await model.grantSecret(uri, 'web');
   * await web.setConfig({ 'db-login': uri });
   * ```
   */
  addSecret(name: string, content: SecretContent, options: AddSecretOptions = {}): Promise<SecretUri> {
    return addSecret(this.#core, name, content, options);
  }

  /**
   * Changes a secret of a user. Content other than before becomes a new revision; the content takes the place of the
   * former as a whole.
   *
   * A wait that follows does not succeed before the units of the applications that may read it have run, or its
   * `settlePeriod` is over.
   *
   * @param secret - its URI or name
   * @param content - `undefined` leaves it as it is
   * @example
   * ```ts
   * const uri = await model.addSecret('login', { username: 'admin', password: 'sesame' });
   * await model.grantSecret(uri, 'web');
   * await model.updateSecret('login', { username: 'admin', password: 'open' });
   * await model.revokeSecret('login', ['web']);
   * const [secret] = await model.secrets();
   * await model.removeSecret(uri);
   * ```
   */
  updateSecret(
    secret: string,
    content: SecretContent | undefined,
    options: UpdateSecretOptions = {},
  ): Promise<void> {
    return updateSecret(this.#core, secret, content, options);
  }

  /** Removes a secret of a user, by URI or name, or one revision of it. */
  removeSecret(secret: string, options: RemoveSecretOptions = {}): Promise<void> {
    return removeSecret(this.#core, secret, options);
  }

  /**
   * Lets applications read a secret of a user, by URI or name.
   *
   * @throws JujuApiError, or JujuBulkError where one of several applications fails; the others are granted it
   */
  grantSecret(
    secret: string,
    applications: string | readonly string[],
    limits: CallLimits = {},
  ): Promise<void> {
    return changeGrants(this.#core, 'GrantSecret', secret, listOf(applications), limits);
  }

  /** Takes back what {@link grantSecret} gave. */
  revokeSecret(
    secret: string,
    applications: string | readonly string[],
    limits: CallLimits = {},
  ): Promise<void> {
    return changeGrants(this.#core, 'RevokeSecret', secret, listOf(applications), limits);
  }

  /** Its secrets, those of users and those that charms made. */
  secrets(options: ListSecretsOptions = {}): Promise<readonly Secret[]> {
    return listSecrets(this.#core, options);
  }

  /**
   * One secret, by URI or name.
   *
   * @throws EntityNotFoundError where there is none
   * @example
   * ```ts
   * const { content } = await model.showSecret('db-login', { reveal: true });
   * ```
   */
  showSecret(secret: string, options: ShowSecretOptions = {}): Promise<Secret> {
    return showSecret(this.#core, secret, options);
  }
}
