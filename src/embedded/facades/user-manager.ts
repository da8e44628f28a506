import { randomBytes } from 'node:crypto';
import { annotated, unauthorized } from '../api-error';
import type { Params } from '../server/params';
import type { User } from '../state/cloud-entities';
import type { ControllerState } from '../state/controller-state';
import type { Call, Facade } from './facade';
import { anyone, superuser } from './facade';
import { requireAccess, requireSelfOrSuperuser } from './permissions';
import { each, eachDone } from './results';
import { fromTag, modelTag, userTag } from './tags';

/** `UserManager`: the users of a controller. @internal */
export const userManager: Facade = {
  name: 'UserManager',
  versions: { '3.6': [3], '4.0': [3] },
  methods: {
    AddUser: superuser(addUser, { blockedAs: 'change' }),
    DisableUser: superuser(setDisabled(true), { blockedAs: 'change' }),
    EnableUser: superuser(setDisabled(false), { blockedAs: 'change' }),
    ModelUserInfo: anyone(modelUserInfo),
    RemoveUser: superuser(removeUser, { blockedAs: 'change' }),
    SetPassword: anyone(setPassword, { blockedAs: 'change' }),
    UserInfo: anyone(userInfo),
  },
};

function addUser({ state, user }: Call, params: Params): object {
  return {
    results: each(params.list('users'), (item) => {
      const name = item.string('username');
      const password = item.optionalString('password');
      try {
        state.users.add({
          name,
          displayName: item.string('display-name'),
          createdBy: user.name,
          ...(password !== undefined && { password }),
        });
      } catch (error) {
        throw annotated(error, 'failed to create user');
      }
      // A key for `juju register`, whose protocol is not served here: the password is set otherwise.
      const key = password === undefined && { 'secret-key': randomBytes(32).toString('base64') };
      return { tag: userTag(name), ...key };
    }),
  };
}

function removeUser({ state }: Call, params: Params): object {
  return {
    results: eachDone(params.list('entities'), (entity) =>
      state.users.remove(fromTag(entity.string('tag'), 'user')),
    ),
  };
}

function setDisabled(disabled: boolean) {
  return ({ state }: Call, params: Params): object => ({
    results: eachDone(params.list('entities'), (entity) => {
      state.users.setDisabled(findUser(state, entity).name, disabled);
    }),
  });
}

function setPassword({ state, user }: Call, params: Params): object {
  return {
    results: eachDone(params.list('changes'), (change) => {
      const { name } = findUser(state, change);
      requireSelfOrSuperuser(user, name);
      state.users.setPassword(name, change.string('password'));
    }),
  };
}

function userInfo({ state, user }: Call, params: Params): object {
  const entities = params.list('entities');
  if (entities.length > 0) {
    return {
      results: each(entities, (entity) => {
        requireSelfOrSuperuser(user, fromTag(entity.string('tag'), 'user'));
        return { result: infoOf(findUser(state, entity)) };
      }),
    };
  }
  const shown = [...state.users]
    .filter(({ disabled }) => params.bool('include-disabled') || !disabled)
    .filter(({ name }) => user.access === 'superuser' || user.name === name);
  return { results: shown.map((each) => ({ result: infoOf(each) })) };
}

function modelUserInfo({ state, user }: Call, params: Params): object {
  const results = params.list('entities').flatMap((entity) => {
    const model = state.model(fromTag(entity.string('tag'), 'model'));
    requireAccess(user, model, 'read');
    return [...model.access].map(([name, access]) => ({
      result: {
        'model-tag': modelTag(model.uuid),
        user: name,
        'display-name': state.users.has(name) ? state.users.get(name).displayName : '',
        'last-connection': model.lastConnections.get(name) ?? null,
        access,
      },
    }));
  });
  return { results };
}

/** Juju does not tell who has no such user. */
function findUser(state: ControllerState, entity: Params): User {
  const name = fromTag(entity.string('tag'), 'user');
  if (!state.users.has(name)) throw unauthorized();
  return state.users.get(name);
}

function infoOf(user: User): object {
  return {
    username: user.name,
    'display-name': user.displayName,
    access: user.disabled ? '' : user.access,
    'created-by': user.createdBy,
    'date-created': user.dateCreated,
    ...(user.lastConnection && { 'last-connection': user.lastConnection }),
    disabled: user.disabled,
  };
}
