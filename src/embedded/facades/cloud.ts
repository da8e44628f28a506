import { countOf } from '../../count-of';
import { ApiError, alreadyExists, annotated, notFound, refused, unauthorized } from '../api-error';
import type { Params } from '../server/params';
import type { Cloud, User } from '../state/cloud-entities';
import { cloudDetails, cloudFrom, cloudInfo } from './cloud-values';
import {
  addCredentials,
  checkCredentials,
  credentialContents,
  credentials,
  revokeCredentials,
  updateCredentials,
  userCredentials,
} from './credentials';
import type { Call, Facade } from './facade';
import { anyone, superuser } from './facade';
import { findCloud } from './find-cloud';
import { requireSelfOrSuperuser } from './permissions';
import { each, eachDone } from './results';
import { cloudTag, fromTag } from './tags';

/** `Cloud`: clouds of a controller, and what users log in to them with. @internal */
export const cloud: Facade = {
  name: 'Cloud',
  versions: { '3.6': [7], '4.0': [7] },
  methods: {
    AddCloud: superuser(addCloud),
    AddCredentials: anyone(addCredentials),
    CheckCredentialsModels: anyone(checkCredentials),
    Cloud: anyone(getClouds),
    CloudInfo: anyone(cloudInfos),
    Clouds: anyone(clouds),
    Credential: anyone(credentials),
    CredentialContents: anyone(credentialContents),
    ListCloudInfo: anyone(listCloudInfo),
    ModifyCloudAccess: anyone(modifyCloudAccess),
    RemoveClouds: anyone(removeClouds),
    RevokeCredentialsCheckModels: anyone(revokeCredentials),
    UpdateCloud: anyone(updateCloud),
    UpdateCredentialsCheckModels: anyone(updateCredentials),
    UserCredentials: anyone(userCredentials),
  },
};

function clouds({ state, user }: Call): object {
  const shown = [...state.clouds.values()].filter((each) => maySee(user, each));
  return { clouds: Object.fromEntries(shown.map((each) => [cloudTag(each.name), cloudInfo(each)])) };
}

function getClouds({ state, user }: Call, params: Params): object {
  return {
    results: each(params.list('entities'), (entity) => {
      const found = findCloud(state, fromTag(entity.string('tag'), 'cloud'));
      if (!maySee(user, found)) throw notFound(`cloud ${JSON.stringify(found.name)}`);
      return { cloud: cloudInfo(found) };
    }),
  };
}

function cloudInfos({ state, user }: Call, params: Params): object {
  return {
    results: each(params.list('entities'), (entity) => {
      const found = findCloud(state, fromTag(entity.string('tag'), 'cloud'));
      const users = [...found.users].filter(([name]) => isAdmin(user, found) || name === user.name);
      if (users.length === 0) throw unauthorized();
      return {
        result: {
          ...cloudDetails(found),
          users: users.map(([name, access]) => ({
            user: name,
            'display-name': state.users.has(name) ? state.users.get(name).displayName : '',
            access,
          })),
        },
      };
    }),
  };
}

function listCloudInfo({ state, user }: Call, params: Params): object {
  const name = fromTag(params.string('user-tag'), 'user');
  requireSelfOrSuperuser(user, name);
  const all = params.bool('all') && user.access === 'superuser';
  const shown = [...state.clouds.values()].filter((each) => all || each.users.has(name));
  const results = shown.map((each) => ({
    result: { ...cloudDetails(each), 'user-access': each.users.get(name) ?? '' },
  }));
  return { results: results.length === 0 ? null : results };
}

function addCloud({ state, user }: Call, params: Params): void {
  const name = params.string('name');
  if (state.clouds.has(name)) throw alreadyExists(`cloud ${JSON.stringify(name)}`);
  const added = cloudFrom(name, params.nested('cloud'));
  if (added.type === 'kubernetes' && added.hostCloudRegion === undefined) {
    throw new ApiError('host cloud region not specified', 'cloud region required');
  }
  added.users.set(user.name, 'admin');
  state.clouds.set(name, added);
  state.changes.note('cloud', '', name);
}

function updateCloud({ state, user }: Call, params: Params): object {
  return {
    results: eachDone(params.list('clouds'), (item) => {
      const before = findCloud(state, item.string('name'));
      requireAdmin(user, before);
      const { isControllerCloud, users } = before;
      state.clouds.set(before.name, {
        ...cloudFrom(before.name, item.nested('cloud')),
        isControllerCloud,
        users,
      });
      state.changes.note('cloud', '', before.name);
    }),
  };
}

function removeClouds({ state, user }: Call, params: Params): object {
  return {
    results: eachDone(params.list('entities'), (entity) => {
      const found = findCloud(state, fromTag(entity.string('tag'), 'cloud'));
      requireAdmin(user, found);
      const count = [...state.models.values()].filter((model) => model.cloud === found.name).length;
      if (count > 0) throw refused(`cloud is used by ${countOf(count, 'model')}`);
      // Whoever had a credential for it has none any more.
      const credentials = [...state.credentials].filter(({ cloud }) => cloud === found.name);
      for (const { owner, name } of credentials) state.credentials.remove(found.name, owner, name);
      state.clouds.delete(found.name);
      state.changes.note('cloud', '', found.name);
    }),
  };
}

function modifyCloudAccess({ state, user }: Call, params: Params): object {
  return {
    results: eachDone(params.list('changes'), (change) => {
      const found = findCloud(state, fromTag(change.string('cloud-tag'), 'cloud'));
      requireAdmin(user, found);
      const name = fromTag(change.string('user-tag'), 'user');
      if (!state.users.has(name)) {
        throw annotated(notFound(`user ${JSON.stringify(name)}`), 'could not grant cloud access');
      }
      changeAccess(found, name, change.string('action'), change.string('access'));
    }),
  };
}

function changeAccess({ users }: Cloud, name: string, action: string, access: string): void {
  if (access !== 'add-model' && access !== 'admin') {
    throw new ApiError(`${JSON.stringify(access)} cloud access not valid`, 'not valid');
  }
  const has = users.get(name);
  if (action === 'grant') {
    if (has === access || has === 'admin')
      throw refused(`user already has ${JSON.stringify(access)} access or greater`);
    users.set(name, access);
  } else if (action === 'revoke') {
    if (has === undefined)
      throw annotated(notFound(`user ${JSON.stringify(name)}`), 'could not look up cloud access');
    if (access === 'admin') users.set(name, 'add-model');
    else users.delete(name);
  } else {
    throw refused(`unknown action ${JSON.stringify(action)}`);
  }
}

const maySee = (user: User, { users }: Cloud): boolean => user.access === 'superuser' || users.has(user.name);

const isAdmin = (user: User, { users }: Cloud): boolean =>
  user.access === 'superuser' || users.get(user.name) === 'admin';

function requireAdmin(user: User, found: Cloud): void {
  if (!isAdmin(user, found)) throw unauthorized();
}
