import { FacadeNotSupportedError } from '../../juju/errors';
import type { ModelCore } from '../model-core';
import type { SecretUri } from './secret';

/** How a command names a secret. */
export type SecretReference = { readonly uri: SecretUri } | { readonly name: string };

/**
 * What is meant by a URI, `secret:<id>` or `secret://<model>/<id>`, or by a name.
 *
 * @internal
 */
export function secretReference(uriOrName: string): SecretReference {
  if (typeof uriOrName !== 'string' || uriOrName === '') {
    throw new TypeError(`A secret is named by its URI or its name; got ${JSON.stringify(uriOrName)}`);
  }
  if (!uriOrName.startsWith('secret:')) return { name: uriOrName };
  if (/^secret:(?:\/\/[\da-f-]+\/)?[\da-v]{20}$/.test(uriOrName)) return { uri: uriOrName as SecretUri };
  throw new TypeError(
    `"${uriOrName}" is not the URI of a secret: one is "secret:" and 20 letters and digits`,
  );
}

/**
 * The controller's version of the facade, where it knows secrets of users.
 *
 * @throws FacadeNotSupportedError on a controller before Juju 3.3
 * @internal
 */
export function userSecretsVersion(core: ModelCore): number {
  const version = core.session.facadeVersion('Secrets');
  if (version >= 2) return version;
  throw new FacadeNotSupportedError(
    `The controller of ${core.fullName} runs Juju ${core.session.serverVersion}, which has no secrets of users: ` +
      'Juju 3.3 or later has',
    'Secrets',
  );
}
