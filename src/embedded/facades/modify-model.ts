import { annotated, ApiError, notFound, refused, unauthorized } from '../api-error';
import type { Params } from '../server/params';
import type { ModelAccess } from '../state/cloud-entities';
import type { ControllerState } from '../state/controller-state';
import type { Model } from '../state/model';
import type { Call } from './facade';
import { hasAccess, modelAccessLevels, requireAccess } from './permissions';
import { eachDone } from './results';
import { fromCredentialTag, fromTag } from './tags';

/** `ModelManager.ModifyModelAccess`: `juju grant` and `juju revoke`. @internal */
export function modifyModelAccess({ state, user }: Call, params: Params): object {
  return {
    results: eachDone(params.list('changes'), (change) => {
      const access = accessOf(change.string('access'));
      const model = findModel(state, fromTag(change.string('model-tag'), 'model'));
      if (!hasAccess(user, model, 'admin')) throw unauthorized();
      const name = fromTag(change.string('user-tag'), 'user');
      const action = change.string('action');
      if (action === 'grant') grant(state, model, name, access);
      else if (action === 'revoke') revoke(model, name, access);
      else throw refused(`unknown action ${JSON.stringify(action)}`);
      model.note('model', model.uuid);
    }),
  };
}

/** `ModelManager.ChangeModelCredential`. @internal */
export function changeModelCredential({ state, user }: Call, params: Params): object {
  return {
    results: eachDone(params.list('model-credentials'), (change) => {
      const model = findModel(state, fromTag(change.string('model-tag'), 'model'));
      requireAccess(user, model, 'admin');
      const { cloud, owner, name } = fromCredentialTag(change.string('credential-tag'));
      const credential = state.credentials.get(cloud, owner, name);
      if (model.credential === name)
        throw refused(`model ${model.uuid} already uses credential ${cloud}/${owner}/${name}`);
      model.credential = credential.name;
      model.note('model', model.uuid);
    }),
  };
}

function findModel(state: ControllerState, uuid: string): Model {
  const model = state.models.get(uuid);
  if (model === undefined)
    throw annotated(notFound(`model ${JSON.stringify(uuid)}`), 'could not lookup model');
  return model;
}

function accessOf(text: string): ModelAccess {
  const access = modelAccessLevels.find((level) => level === text);
  if (access !== undefined) return access;
  throw new ApiError(
    `could not modify model access: ${JSON.stringify(text)} model access not valid`,
    'not valid',
  );
}

function grant(state: ControllerState, model: Model, name: string, access: ModelAccess): void {
  if (!state.users.has(name)) {
    throw annotated(notFound(`user ${JSON.stringify(name)}`), 'could not grant model access');
  }
  const has = model.access.get(name);
  if (has !== undefined && modelAccessLevels.indexOf(has) >= modelAccessLevels.indexOf(access)) {
    throw refused(`user already has ${JSON.stringify(access)} access or greater`);
  }
  model.access.set(name, access);
}

/** Taking a level away leaves the one below it; taking `read` away leaves nothing. */
function revoke(model: Model, name: string, access: ModelAccess): void {
  if (!model.access.has(name)) {
    const doing =
      access === 'read' ? 'could not revoke model access' : 'could not look up model access for user';
    throw annotated(notFound(`user ${JSON.stringify(name)}`), doing);
  }
  if (access === 'read') model.access.delete(name);
  else model.access.set(name, access === 'admin' ? 'write' : 'read');
}
