import { JujuError } from '../../errors';
import { onlyItemOf } from '../../juju/bulk';
import { ConnectionClosedError, FacadeNotSupportedError, JujuApiError } from '../../juju/errors';
import { cloudCredentialTag, cloudTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import { authorizedKeys } from '../ssh/authorized-keys';
import type { CallLimits, Deadline } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import { type Cloud, clouds } from './clouds';
import type { ControllerScene } from './controller';
import { type ModelInfo, modelInfo, userNameOf } from '../model-info';
import { unlessAborted } from '../waiting/unless-aborted';

/** What a new model is to be like. @public */
export interface AddModelOptions extends CallLimits {
  /**
   * Ends the operation when it fires. Once the controller has been asked for the model, its answer is waited for, so
   * that the model can be destroyed again.
   */
  readonly signal?: CallLimits['signal'];
  /** When to give up. Default: 10 minutes for the controller's answer, one for each other question. */
  readonly timeout?: CallLimits['timeout'];
  /** Default: the controller's own. */
  readonly cloud?: string | undefined;
  /** The cloud's region. Default: the controller's choice. */
  readonly region?: string | undefined;
  /** The name of a credential that the controller has for the user on that cloud. Default: the only one, if there is one. */
  readonly credential?: string | undefined;
  /** Values of the model's options. */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  /** Called right before the controller is asked for it; where it throws, the controller is not asked. */
  readonly onAsk?: (() => void | Promise<void>) | undefined;
  /**
   * Called when it is made, before it is connected, for whoever must not lose it. From then on it is theirs: where it
   * cannot be connected, it is they who destroy it.
   */
  readonly onCreated?: ((model: ModelInfo) => void | Promise<void>) | undefined;
  /**
   * Called before the promise rejects, where the controller was asked for the model and nobody knows whether it makes
   * it. Where it is not called, nothing but a model that `onCreated` was told of has been made.
   */
  readonly onUnanswered?: (() => void) | undefined;
}

const keys = [
  ...['cloud', 'region', 'credential', 'config'],
  ...['onAsk', 'onCreated', 'onUnanswered', 'signal', 'timeout'],
];
/** The controller may have to ask its cloud; to stop listening before it answers is to lose track of a model. */
const answerTimeoutMs = 10 * 60_000;
const validName = /^[a-z0-9]+[a-z0-9-]*$/;
/** From this version of ModelManager on (Juju 4) a model has a qualifier instead of an owner, and no SSH keys in its configuration. */
const withQualifier = 11;

/** Makes a model. @internal */
export async function createModel(
  scene: ControllerScene,
  name: string,
  options: AddModelOptions,
  deadline: Deadline,
): Promise<ModelInfo> {
  checkKeys(options, keys, 'addModel');
  if (typeof name !== 'string' || !validName.test(name)) {
    throw new JujuError(`${JSON.stringify(name)} is no name for a model: small letters, digits and dashes`, {
      code: 'not valid',
    });
  }
  const { session } = scene;
  const params = await createParams(scene, name, options, deadline);
  await unlessAborted(Promise.resolve(), deadline.signal, `The making of the model "${name}"`);
  await options.onAsk?.();
  const { timeout } = deadline.next(answerTimeoutMs);
  try {
    const info = modelInfo(
      await session.call<wire.ModelInfo>('ModelManager', 'CreateModel', params, { timeout }),
      session,
    );
    scene.names.set(info.uuid, info.fullName);
    return info;
  } catch (error) {
    if (mayBeMade(error)) options.onUnanswered?.();
    throw error instanceof JujuApiError ? notMade(scene, name, error) : error;
  }
}

/** Whether the call may have come to the controller without a definite answer. */
function mayBeMade(error: unknown): boolean {
  if (error instanceof JujuApiError || error instanceof FacadeNotSupportedError) return false;
  return !(error instanceof ConnectionClosedError) || error.maybeApplied;
}

async function createParams(
  scene: ControllerScene,
  name: string,
  { cloud: wantedCloud, region, credential: wantedCredential, config = {} }: AddModelOptions,
  deadline: Deadline,
): Promise<wire.ModelCreateArgs> {
  const { session } = scene;
  const cloud = await chosenCloud(scene, wantedCloud, wantedCredential, deadline);
  const credential = await credentialTag(scene, cloud, wantedCredential, deadline);
  const isJuju4 = session.facadeVersion('ModelManager') >= withQualifier;
  return {
    name,
    config: isJuju4 ? { ...config } : await withAuthorizedKeys(scene, config),
    ...(isJuju4 ? { qualifier: userNameOf(session.userTag) } : { 'owner-tag': session.userTag }),
    ...(wantedCloud !== undefined && { 'cloud-tag': cloudTag(wantedCloud) }),
    ...(region !== undefined && { region }),
    ...(credential !== undefined && { credential }),
  };
}

/** The cloud to look for a credential on; `undefined` leaves both to the controller. */
async function chosenCloud(
  scene: ControllerScene,
  wanted: string | undefined,
  credential: string | undefined,
  deadline: Deadline,
): Promise<Cloud | undefined> {
  const { controllerName } = scene.session;
  const all = await clouds(scene, deadline.next());
  const names = all.map(({ name }) => `"${name}"`).join(', ');
  if (wanted !== undefined) {
    const found = all.find(({ name }) => name === wanted);
    if (found) return found;
    throw new JujuError(`The controller "${controllerName}" has no cloud "${wanted}". It has ${names}.`, {
      code: 'not found',
    });
  }
  if (all.length === 1) return all[0];
  const own = (await scene.store.controller(controllerName)).cloud;
  const found = all.find(({ name }) => name === own);
  if (found || credential === undefined) return found;
  throw new JujuError(`The credential "${credential}" is of a cloud: name it. The controller has ${names}.`, {
    code: 'not valid',
  });
}

async function credentialTag(
  { session }: ControllerScene,
  cloud: Cloud | undefined,
  wanted: string | undefined,
  deadline: Deadline,
): Promise<string | undefined> {
  if (!cloud) return undefined;
  if (wanted !== undefined) return cloudCredentialTag(cloud.name, userNameOf(session.userTag), wanted);
  if (cloud.authTypes.includes('empty')) return undefined;
  const call = { facade: 'Cloud', request: 'UserCredentials', version: session.facadeVersion('Cloud') };
  const params = { 'user-clouds': [{ 'user-tag': session.userTag, 'cloud-tag': cloudTag(cloud.name) }] };
  const answer = await session.call<wire.StringsResults>(call.facade, call.request, params, deadline.next());
  // Juju leaves an empty list away.
  const tags = onlyItemOf(call, answer).result ?? [];
  // With several the controller decides, or refuses and says so.
  return tags.length === 1 ? tags[0] : undefined;
}

/** Without the keys of the client's, `juju ssh` and `juju scp` would not get in. */
async function withAuthorizedKeys(
  { store, env }: ControllerScene,
  config: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const key = 'authorized-keys';
  if (key in config) return { ...config };
  const found = await authorizedKeys(store.directory, env);
  return found === '' ? { ...config } : { ...config, [key]: found };
}

function notMade({ session }: ControllerScene, name: string, cause: JujuApiError): JujuError {
  const place = `on the controller "${session.controllerName}"`;
  if (cause.code === 'already exists' || cause.text.includes('already exists')) {
    return new JujuError(
      `${userNameOf(session.userTag)} has a model "${name}" ${place} already. Use it, or take another name.`,
      { code: 'already exists', cause },
    );
  }
  const advice =
    cause.code === 'unauthorized access'
      ? ` Does ${userNameOf(session.userTag)} have the right to add models?`
      : '';
  return new JujuError(`The model "${name}" could not be made ${place}: ${cause.text}.${advice}`, {
    code: cause.code,
    cause,
  });
}
