import { ApiError, annotated, notFound, notImplemented, notSupported, refused } from '../api-error';
import type { Params } from '../server/params';
import type { ControllerAccess } from '../state/cloud-entities';
import type { ControllerState } from '../state/controller-state';
import type { Call, Facade } from './facade';
import { anyone, superuser } from './facade';
import { userModels } from './list-models';
import { ownerOf } from './model-info';
import { modelStatuses } from './model-status';
import { requireSelfOrSuperuser } from './permissions';
import { each, eachDone } from './results';
import { fromTag, userTag } from './tags';

/** The version of Controller from which on a model has a qualifier for its owner. */
const qualifiedFrom = 13;

/** `Controller`: the controller as a whole. @internal */
export const controller: Facade = {
  name: 'Controller',
  versions: { '3.6': [11, 12], '4.0': [12, 13, 14] },
  methods: {
    AllModels: superuser(allModels),
    ConfigSet: superuser(configSet),
    ControllerAPIInfoForModels: anyone(controllerApiInfo),
    ControllerConfig: anyone(controllerConfig),
    ControllerVersion: anyone(controllerVersion),
    GetControllerAccess: anyone(getControllerAccess),
    IdentityProviderURL: anyone(() => ({ result: '' })),
    ListBlockedModels: superuser(listBlockedModels),
    ModelConfig: superuser(modelConfig, { to: 11 }),
    ModelStatus: anyone(modelStatuses(qualifiedFrom)),
    ModifyControllerAccess: superuser(modifyControllerAccess),
    // There is no database here whose version could be told.
    MongoVersion: superuser(() => ({ result: '' }), { series: '3.6' }),
    RemoveBlocks: superuser(removeBlocks),
    // Juju 4 kept these methods and took what they did.
    WatchAllModelSummaries: superuser(gone(notSupported, 'WatchAllModelSummaries'), { series: '4.0' }),
    WatchAllModels: superuser(gone(notImplemented, 'WatchAllModels'), { series: '4.0' }),
    WatchModelSummaries: anyone(gone(notSupported, 'WatchModelSummaries'), { series: '4.0' }),
  },
};

function gone(error: (what: string) => ApiError, method: string) {
  return (): never => {
    throw error(method);
  };
}

function allModels({ state, user, version }: Call): object {
  return { 'user-models': userModels(state, user.name, true, version >= qualifiedFrom) };
}

/** Where models are managed: here, whichever model is asked for. */
function controllerApiInfo({ state, server }: Call, params: Params): object {
  const results = each(params.list('entities'), (entity) => {
    const uuid = fromTag(entity.string('tag'), 'model');
    if (!state.models.has(uuid)) throw notFound(`model ${JSON.stringify(uuid)}`);
    return { addresses: [`127.0.0.1:${server.port}`], cacert: server.caCert };
  });
  return {
    results: results.map((result) =>
      'error' in result ? { addresses: null, cacert: '', ...result } : result,
    ),
  };
}

function controllerConfig({ state }: Call): object {
  return { config: Object.fromEntries(state.config) };
}

function configSet({ state }: Call, params: Params): void {
  const values = Object.entries(params.record('config'));
  for (const [key] of values) {
    if (['controller-uuid', 'controller-name', 'api-port', 'state-port'].includes(key)) {
      throw refused(`can not change ${JSON.stringify(key)} after bootstrap`);
    }
  }
  for (const [key, value] of values) state.config.set(key, value);
  state.changes.note('controller', '', state.uuid);
}

function controllerVersion({ state }: Call): object {
  return { version: state.profile.agentVersion, 'git-commit': '' };
}

function modelConfig({ state }: Call): object {
  const entries = [...state.controllerModel.config.entries()];
  return { config: Object.fromEntries(entries.map(([key, { value }]) => [key, { value, source: '' }])) };
}

function getControllerAccess({ state, user }: Call, params: Params): object {
  return {
    results: each(params.list('entities'), (entity) => {
      const name = fromTag(entity.string('tag'), 'user');
      requireSelfOrSuperuser(user, name);
      if (!state.users.has(name)) throw notFound(`user ${JSON.stringify(name)}`);
      return { result: { access: state.users.get(name).access, 'user-tag': userTag(name) } };
    }),
  };
}

function modifyControllerAccess({ state }: Call, params: Params): object {
  return {
    results: eachDone(params.list('changes'), (change) => {
      const access = accessOf(change.string('access'));
      const name = fromTag(change.string('user-tag'), 'user');
      if (!state.users.has(name)) {
        throw annotated(
          notFound(`user ${JSON.stringify(name)}`),
          'could not look up controller access for user',
        );
      }
      changeAccess(state, name, change.string('action'), access);
    }),
  };
}

function changeAccess(state: ControllerState, name: string, action: string, access: ControllerAccess): void {
  const user = state.users.get(name);
  if (action === 'grant') {
    if (user.access === 'superuser' || user.access === access) {
      throw refused(`user already has ${JSON.stringify(access)} access or greater`);
    }
    user.access = access;
  } else if (action === 'revoke') {
    user.access = access === 'superuser' ? 'login' : '';
  } else {
    throw refused(`unknown action ${JSON.stringify(action)}`);
  }
  state.changes.note('user', '', name);
}

function accessOf(text: string): ControllerAccess {
  if (text === 'login' || text === 'superuser') return text;
  throw new ApiError(`${JSON.stringify(text)} controller access not valid`, 'not valid');
}

function listBlockedModels({ state, version }: Call): object {
  const models = [...state.models.values()]
    .filter(({ blocks }) => blocks.size > 0)
    .sort((a, b) => (a.fullName < b.fullName ? -1 : 1))
    .map((model) => ({
      name: model.name,
      'model-uuid': model.uuid,
      ...ownerOf(model, version >= qualifiedFrom),
      blocks: [...model.blocks.values()].map(({ type }) => type),
    }));
  return models.length === 0 ? {} : { models };
}

function removeBlocks({ state }: Call, params: Params): void {
  if (!params.bool('all')) throw new ApiError('not supported', 'not supported');
  for (const model of state.models.values()) {
    for (const id of [...model.blocks.keys()]) {
      model.blocks.delete(id);
      model.note('block', id);
    }
  }
}
