import { alreadyExists, notFound, refused } from '../api-error';
import type { Params } from '../server/params';
import type { CloudCredential } from '../state/cloud-entities';
import type { ControllerState } from '../state/controller-state';
import type { Model } from '../state/model';
import type { Call } from './facade';
import { requireSelfOrSuperuser } from './permissions';
import { each, eachDone } from './results';
import { credentialTag, fromCredentialTag, fromTag } from './tags';

/** `Cloud.UserCredentials`: tags of the credentials that users have on clouds. @internal */
export function userCredentials({ state, user }: Call, params: Params): object {
  return {
    results: each(params.list('user-clouds'), (item) => {
      const owner = fromTag(item.string('user-tag'), 'user');
      requireSelfOrSuperuser(user, owner);
      const cloud = fromTag(item.string('cloud-tag'), 'cloud');
      const tags = state.credentials.of(cloud, owner).map(({ name }) => credentialTag(cloud, owner, name));
      // As Go writes an empty list that is `omitempty`.
      return tags.length > 0 ? { result: tags } : {};
    }),
  };
}

/** `Cloud.AddCredentials`. @internal */
export function addCredentials(call: Call, params: Params): object {
  return {
    results: eachDone(params.list('credentials'), (item) => {
      const { cloud, owner, name } = ownCredential(call, item);
      if (call.state.credentials.find(cloud, owner, name))
        throw alreadyExists(`cloud credential ${JSON.stringify(name)}`);
      save(call.state, item);
    }),
  };
}

/** `Cloud.UpdateCredentialsCheckModels`: adds or replaces, and tells which models use it. @internal */
export function updateCredentials(call: Call, params: Params): object {
  return checkedCredentials(call, params, save);
}

/** `Cloud.CheckCredentialsModels`: the same without doing it. @internal */
export function checkCredentials(call: Call, params: Params): object {
  return checkedCredentials(call, params, () => undefined);
}

/** `Cloud.RevokeCredentialsCheckModels`. @internal */
export function revokeCredentials(call: Call, params: Params): object {
  return {
    results: eachDone(params.list('credentials'), (item) => {
      const { cloud, owner, name } = ownCredential(call, item);
      const credential = call.state.credentials.get(cloud, owner, name);
      const models = modelsWith(call.state, credential);
      if (models.length > 0 && !item.bool('force')) {
        throw refused(
          `cannot revoke credential ${cloud}/${owner}/${name}: it is still used by ${models.length} model`,
        );
      }
      call.state.credentials.remove(cloud, owner, name);
    }),
  };
}

/** `Cloud.Credential`: what can be shown of credentials without their secrets. @internal */
export function credentials(call: Call, params: Params): object {
  return {
    results: each(params.list('entities'), (entity) => {
      const { cloud, owner, name } = ownCredential(call, entity);
      const found = call.state.credentials.find(cloud, owner, name);
      if (found === undefined) throw notFound(`credential ${JSON.stringify(name)}`);
      const names = Object.keys(found.attributes);
      return { result: { 'auth-type': found.authType, ...(names.length > 0 && { redacted: names }) } };
    }),
  };
}

/** `Cloud.CredentialContents`: one's own credentials, with their secrets when they are asked for. @internal */
export function credentialContents({ state, user }: Call, params: Params): object {
  const secrets = params.bool('include-secrets');
  const asked = params.list('credentials');
  if (asked.length === 0) {
    const own = [...state.credentials].filter(({ owner }) => owner === user.name);
    return { results: own.map((each) => ({ result: contentOf(state, each, secrets) })) };
  }
  return {
    results: each(asked, (item) => {
      const found = state.credentials.get(
        item.string('cloud-name'),
        user.name,
        item.string('credential-name'),
      );
      return { result: contentOf(state, found, secrets) };
    }),
  };
}

function checkedCredentials(
  call: Call,
  params: Params,
  act: (state: ControllerState, item: Params) => void,
): object {
  const results = each(params.list('credentials'), (item) => {
    const { cloud, owner, name } = ownCredential(call, item);
    act(call.state, item);
    const models = [...call.state.models.values()]
      .filter((model) => model.cloud === cloud && model.owner === owner && model.credential === name)
      .map((model) => ({ uuid: model.uuid, name: model.name }));
    return { tag: item.string('tag'), ...(models.length > 0 && { models }) };
  });
  return { results: results.map((result) => ('error' in result ? { tag: '', ...result } : result)) };
}

function ownCredential({ user }: Call, item: Params) {
  const named = fromCredentialTag(item.string('tag'));
  requireSelfOrSuperuser(user, named.owner);
  return named;
}

function save(state: ControllerState, item: Params): void {
  const { cloud, owner, name } = fromCredentialTag(item.string('tag'));
  const found = state.clouds.get(cloud);
  if (found === undefined) throw notFound(`cloud ${JSON.stringify(cloud)}`);
  const credential = item.nested('credential');
  const authType = credential.string('auth-type');
  if (!found.authTypes.includes(authType)) {
    throw refused(
      `credential ${JSON.stringify(name)} with auth-type ${JSON.stringify(authType)} is not supported`,
    );
  }
  state.credentials.set({ cloud, owner, name, authType, attributes: credential.stringMap('attrs') });
}

function modelsWith(state: ControllerState, { cloud, owner, name }: CloudCredential): Model[] {
  return [...state.models.values()].filter(
    (model) => model.cloud === cloud && model.owner === owner && model.credential === name,
  );
}

function contentOf(state: ControllerState, credential: CloudCredential, secrets: boolean): object {
  const models = modelsWith(state, credential).map(({ name }) => ({ model: name, access: 'admin' }));
  return {
    content: {
      name: credential.name,
      cloud: credential.cloud,
      'auth-type': credential.authType,
      valid: credential.valid,
      ...(secrets && { attrs: credential.attributes }),
    },
    ...(models.length > 0 && { models }),
  };
}
