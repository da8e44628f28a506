import { onlyItemOf, resultsOf } from '../../../juju/bulk';
import { cloudCredentialTag } from '../../../juju/tags';
import type * as wire from '../../../juju/wire-types';
import type { CallLimits } from '../../calls/call-limits';
import { checkKeys } from '../../calls/check-keys';
import type { ControllerScene } from '../controller';
import { userNameOf } from '../../model-info';
import { ask, callOf, command } from './ask';

/** What a controller tells of one's credentials: never what is secret of them. @public */
export interface Credential {
  readonly name: string;
  readonly cloud: string;
  readonly authType: string;
  /** Whether the cloud took it when it was last used. */
  readonly valid: boolean;
  /** Names of the models that use it. */
  readonly models: readonly string[];
}

/** What one logs in to a cloud with. @public */
export interface AddCredentialOptions extends CallLimits {
  /** The cloud's name. */
  readonly cloud: string;
  /** `userpass`, `certificate`, `oauth2` … */
  readonly authType: string;
  /** The secrets themselves. They are sent to the controller, and told to nobody. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Which credential to remove, and how. @public */
export interface RemoveCredentialOptions extends CallLimits {
  /** The cloud's name. */
  readonly cloud: string;
  /** Remove it although models use it. Default: `false`. */
  readonly force?: boolean;
}

/** Adds a credential of the user's, or replaces the one of that name. @internal */
export async function addCredential(
  scene: ControllerScene,
  name: string,
  options: AddCredentialOptions,
): Promise<void> {
  checkKeys(options, ['cloud', 'authType', 'attributes', 'signal', 'timeout'], 'addCredential');
  const { cloud, authType, attributes, ...limits } = options;
  for (const [key, value] of Object.entries(attributes)) checkAttribute(name, key, value);
  const credential = { 'auth-type': authType, attrs: { ...attributes } };
  const params = { credentials: [{ tag: tagOf(scene, cloud, name), credential }], force: false };
  const call = callOf(scene, 'Cloud', 'UpdateCredentialsCheckModels');
  onlyItemOf(call, await ask<wire.UpdateCredentialResults>(scene, 'Cloud', call.request, params, limits));
}

/** The user's credentials that the controller has. @internal */
export async function listCredentials(
  scene: ControllerScene,
  limits: CallLimits,
): Promise<readonly Credential[]> {
  const call = callOf(scene, 'Cloud', 'CredentialContents');
  const params = { credentials: [], 'include-secrets': false };
  const answer = await ask<wire.CredentialContentResults>(scene, 'Cloud', call.request, params, limits);
  return Object.freeze(resultsOf(call, answer).map(toCredential));
}

/** @throws JujuApiError while models use it, unless `force` is set @internal */
export async function removeCredential(
  scene: ControllerScene,
  name: string,
  options: RemoveCredentialOptions,
): Promise<void> {
  checkKeys(options, ['cloud', 'force', 'signal', 'timeout'], 'removeCredential');
  const { cloud, force = false, ...limits } = options;
  const credentials: wire.RevokeCredentialArg[] = [{ tag: tagOf(scene, cloud, name), force }];
  await command(scene, 'Cloud', 'RevokeCredentialsCheckModels', { credentials }, limits);
}

function toCredential({ content, models }: wire.ControllerCredentialInfo): Credential {
  return Object.freeze({
    name: content?.name ?? '',
    cloud: content?.cloud ?? '',
    authType: content?.['auth-type'] ?? '',
    valid: content?.valid ?? true,
    models: Object.freeze((models ?? []).flatMap(({ model }) => (model === undefined ? [] : [model]))),
  });
}

const tagOf = ({ session }: ControllerScene, cloud: string, name: string): string =>
  cloudCredentialTag(cloud, userNameOf(session.userTag), name);

/** Never the value itself: it is the secret. */
function checkAttribute(name: string, key: string, value: unknown): void {
  if (typeof value === 'string') return;
  throw new TypeError(
    `The attribute "${key}" of the credential "${name}" must be a text; got ${typeof value}`,
  );
}
