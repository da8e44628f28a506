import { onlyItemOf, resultsOf } from '../../../juju/bulk';
import { JujuApiError } from '../../../juju/errors';
import { userTag } from '../../../juju/tags';
import type * as wire from '../../../juju/wire-types';
import { type CallLimits, leftOf } from '../../calls/call-limits';
import { checkKeys } from '../../calls/check-keys';
import type { ControllerScene } from '../controller';
import { EntityNotFoundError } from '../../errors';
import { User } from '../user';
import { ask, callOf, command } from './ask';

/** What a new user is to be like. @public */
export interface AddUserOptions extends CallLimits {
  /** Default: none. Without one nobody can log in as the user before {@link User.setPassword}. */
  readonly password?: string;
  /** Their whole name. Default: none. */
  readonly displayName?: string;
}

/** Which users to list. @public */
export interface ListUsersOptions extends CallLimits {
  /** List users who are disabled too. Default: `false`. */
  readonly includeDisabled?: boolean;
}

const facade = 'UserManager';

/** @internal */
export async function addUser(scene: ControllerScene, name: string, options: AddUserOptions): Promise<User> {
  checkKeys(options, ['password', 'displayName', 'signal', 'timeout'], 'addUser');
  const { password, displayName = '', ...limits } = options;
  if (password !== undefined) checkPassword(name, password);
  const left = leftOf(limits, scene.settings.clock);
  const user: wire.AddUser = {
    username: name,
    'display-name': displayName,
    ...(password !== undefined && { password }),
  };
  const call = callOf(scene, facade, 'AddUser');
  onlyItemOf(call, await ask<wire.AddUserResults>(scene, facade, call.request, { users: [user] }, left()));
  return await findUser(scene, name, left());
}

/** @internal */
export async function listUsers(scene: ControllerScene, options: ListUsersOptions): Promise<readonly User[]> {
  checkKeys(options, ['includeDisabled', 'signal', 'timeout'], 'users');
  const { includeDisabled = false, ...limits } = options;
  return Object.freeze(await userInfo(scene, [], includeDisabled, limits));
}

/** @throws EntityNotFoundError where there is none, or it may not be seen @internal */
export async function findUser(scene: ControllerScene, name: string, limits: CallLimits): Promise<User> {
  try {
    const [user] = await userInfo(scene, [name], true, limits);
    if (user) return user;
  } catch (error) {
    if (!(error instanceof JujuApiError) || !notThere.has(error.code)) throw error;
    throw missing(scene, name, error);
  }
  throw missing(scene, name);
}

/** Juju does not tell who may not see it whether there is one. */
const notThere: ReadonlySet<string> = new Set(['not found', 'user not found', 'unauthorized access']);

function missing({ session }: ControllerScene, name: string, cause?: unknown): EntityNotFoundError {
  return new EntityNotFoundError(
    `The controller "${session.controllerName}" has no user "${name}", or it may not be seen by who is logged in`,
    cause === undefined ? {} : { cause },
  );
}

/** Removing, enabling, disabling: all that takes a name only. @internal */
export async function changeUser(
  scene: ControllerScene,
  request: 'RemoveUser' | 'EnableUser' | 'DisableUser',
  name: string,
  limits: CallLimits,
): Promise<void> {
  await command(scene, facade, request, { entities: [{ tag: userTag(name) }] }, limits);
}

/** @internal */
export async function setPassword(
  scene: ControllerScene,
  name: string,
  password: string,
  limits: CallLimits,
): Promise<void> {
  checkPassword(name, password);
  const changes: wire.EntityPassword[] = [{ tag: userTag(name), password }];
  await command(scene, facade, 'SetPassword', { changes }, limits);
}

async function userInfo(
  scene: ControllerScene,
  names: readonly string[],
  includeDisabled: boolean,
  limits: CallLimits,
): Promise<User[]> {
  const entities = names.map((name) => ({ tag: userTag(name) }));
  const params: wire.UserInfoRequest = { entities, 'include-disabled': includeDisabled };
  const call = callOf(scene, facade, 'UserInfo');
  const answer = await ask<wire.UserInfoResults>(scene, facade, call.request, params, limits);
  return resultsOf(call, answer).map((info) => new User(info, scene));
}

/** The password itself is not shown: it may be one of somebody's. */
function checkPassword(name: string, password: unknown): void {
  if (typeof password === 'string' && password !== '') return;
  const got = password === '' ? 'an empty one' : typeof password;
  throw new TypeError(`The password of the user "${name}" must be a text that is not empty; got ${got}`);
}
