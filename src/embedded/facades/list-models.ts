import { notFound, unauthorized } from '../api-error';
import type { Params } from '../server/params';
import type { ControllerState } from '../state/controller-state';
import type { Model } from '../state/model';
import { entityStatus } from '../status/details';
import type { Call } from './facade';
import { credentialOf, defaultOs, modelInfo, ownerOf, providerType } from './model-info';
import { hasAccess, requireSelfOrSuperuser } from './permissions';
import { each } from './results';
import { cloudTag, fromTag } from './tags';

/** The version of ModelManager from which on a model has a qualifier for its owner. @internal */
export const qualifiedFrom = 11;

/** `ModelManager.ListModels`: names and UUIDs, for the client's cache. @internal */
export function listModels({ state, user, version }: Call, params: Params): object {
  const name = fromTag(params.string('tag'), 'user');
  requireSelfOrSuperuser(user, name);
  // An administrator is shown all models, whoever is asked for.
  return { 'user-models': userModels(state, name, user.access === 'superuser', version >= qualifiedFrom) };
}

/** The models of a user, or all of them, as `ListModels` and `AllModels` show them. @internal */
export function userModels(
  state: ControllerState,
  name: string,
  all: boolean,
  qualified: boolean,
): object[] | null {
  const models = modelsOf(state, name, all).map((model) => ({
    model: { name: model.name, uuid: model.uuid, type: model.type, ...ownerOf(model, qualified) },
    'last-connection': model.lastConnections.get(name) ?? null,
  }));
  return models.length === 0 ? null : models;
}

/** `ModelManager.ListModelSummaries`: what `juju models` shows. @internal */
export function listModelSummaries({ state, user, version }: Call, params: Params): object {
  const name = fromTag(params.string('user-tag'), 'user');
  requireSelfOrSuperuser(user, name);
  const models = modelsOf(state, name, params.bool('all') && user.access === 'superuser');
  const results = models.map((model) => ({ result: modelSummary(state, model, name, version) }));
  return { results: results.length === 0 ? null : results };
}

/** `ModelManager.ModelInfo`. @internal */
export function modelInfos({ state, user, version, profile }: Call, params: Params): object {
  const form = { withDefaultOs: version === 9, complete: true, qualified: version >= qualifiedFrom };
  return {
    results: each(params.list('entities'), (entity) => {
      const uuid = fromTag(entity.string('tag'), 'model');
      const model = state.models.get(uuid);
      // Juju 3 does not tell a model that is not there from one that is none of the user's business.
      if (model === undefined) {
        throw profile.series === '4.0' && user.access === 'superuser'
          ? notFound(`model ${JSON.stringify(uuid)}`)
          : unauthorized();
      }
      if (!hasAccess(user, model, 'read')) throw unauthorized();
      return { result: modelInfo(state, model, user, form) };
    }),
  };
}

function modelsOf(state: ControllerState, name: string, all: boolean): Model[] {
  return [...state.models.values()].filter((model) => all || model.access.has(name));
}

function modelSummary(state: ControllerState, model: Model, name: string, version: number): object {
  const isJuju3 = model.profile.series === '3.6';
  return {
    name: model.name,
    uuid: model.uuid,
    type: model.type,
    'controller-uuid': state.uuid,
    'is-controller': model.isController,
    'provider-type': providerType(state, model),
    ...(version === 9 && { 'default-series': defaultOs(model)['default-series'] }),
    'cloud-tag': cloudTag(model.cloud),
    ...(model.region !== '' && { 'cloud-region': model.region }),
    ...credentialOf(state, model, { complete: false }),
    ...ownerOf(model, version >= qualifiedFrom),
    life: model.life,
    status: entityStatus(model.status),
    'user-access': model.access.get(name) ?? '',
    'last-connection': model.lastConnections.get(name) ?? null,
    counts: counts(model),
    ...(isJuju3 && { sla: { level: 'unsupported', owner: model.owner } }),
    'agent-version': model.agentVersion,
  };
}

function counts(model: Model): object[] {
  const machines = [...model.machines.values()];
  const cores = machines
    .filter(({ containerType }) => containerType === '')
    .reduce((total, { hardware }) => total + (hardware.cores ?? 0), 0);
  return [
    { entity: 'machines', count: machines.length },
    { entity: 'cores', count: cores },
    { entity: 'units', count: [...model.units()].length },
  ].filter(({ count }) => count > 0);
}
