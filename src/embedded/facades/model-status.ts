import { notFound } from '../api-error';
import type { Params } from '../server/params';
import type { Model } from '../state/model';
import type { Call } from './facade';
import { machineInfos, ownerOf } from './model-info';
import { requireAccess } from './permissions';
import { each } from './results';
import { fromTag, modelTag } from './tags';

/**
 * `ModelStatus`, which both ModelManager and Controller have: how much is still in a model. A model that has gone is
 * `not found`, by which `juju destroy-model` knows that it has done its work.
 *
 * @param qualifiedFrom - the version of the facade from which on a model has a qualifier for its owner
 * @internal
 */
export const modelStatuses =
  (qualifiedFrom: number) =>
  ({ state, user, version }: Call, params: Params): object => ({
    models: each(params.list('entities'), (entity) => {
      const uuid = fromTag(entity.string('tag'), 'model');
      const model = state.models.get(uuid);
      if (model === undefined) throw notFound(`model ${JSON.stringify(uuid)}`);
      requireAccess(user, model, 'admin');
      return modelStatus(model, version >= qualifiedFrom);
    }).map((result) =>
      'error' in result ? { ...unknownModel(version >= qualifiedFrom), ...result } : result,
    ),
  });

function modelStatus(model: Model, qualified: boolean): object {
  const machines = machineInfos(model);
  const applications = [...model.applications.keys()].map((name) => ({ name }));
  const hosted = [...model.machines.values()].filter(({ jobs }) => !jobs.includes('JobManageModel'));
  const filesystems = [...model.storage.values()].map(({ id, status, persistent }) => ({
    id,
    status: status.status,
    ...(status.message !== '' && { message: status.message }),
    ...(persistent && { detachable: true }),
  }));
  return {
    'model-tag': modelTag(model.uuid),
    life: model.life,
    type: model.type,
    'hosted-machine-count': hosted.length,
    'application-count': applications.length,
    'unit-count': [...model.units()].length,
    ...ownerOf(model, qualified),
    ...(applications.length > 0 && { applications }),
    ...(machines.length > 0 && { machines }),
    ...(filesystems.length > 0 && { filesystems }),
  };
}

/** Go writes out the fields of a result that is not there. */
function unknownModel(qualified: boolean): object {
  return {
    'model-tag': '',
    life: '',
    type: '',
    'hosted-machine-count': 0,
    'application-count': 0,
    'unit-count': 0,
    [qualified ? 'qualifier' : 'owner-tag']: '',
  };
}
