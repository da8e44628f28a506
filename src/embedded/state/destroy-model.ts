import { countOf } from '../../count-of';
import type { ControllerState } from './controller-state';
import type { DestroyModelArgs } from './requests';
import type { Model } from './model';
import { ApiError, hasPersistentStorage, notFound } from '../api-error';
import { checkDestroyAllowed } from './blocks';
import { defaultMaxWaitMs } from './mark-dying';

/**
 * Starts the end of a model, as `ModelManager.DestroyModels` does. The engine takes what is in it apart.
 *
 * @internal
 */
export function destroyModel(state: ControllerState, uuid: string, args: DestroyModelArgs): void {
  const model = state.models.get(uuid);
  if (model === undefined) throw notFound(`model "${uuid}"`);
  checkDestroyAllowed(model);
  if (model.isController) {
    const others = state.models.size - 1;
    if (others > 0)
      throw new ApiError(`hosting ${countOf(others, 'other model')}`, 'controller has hosted models');
    throw new ApiError('"controller" is a controller model; use destroy-controller', 'bad request');
  }
  checkStorage(model, args);
  const { force = false } = args;
  if (model.life !== 'alive' && !force) return;
  model.life = 'dying';
  model.destroying = {
    force,
    maxWaitMs: args.maxWaitMs ?? defaultMaxWaitMs,
    destroyStorage: args.destroyStorage ?? false,
    timeoutMs: force && state.profile.honoursDestroyTimeout ? args.timeoutMs : undefined,
  };
  model.status.set('destroying', 'cleaning up cloud resources');
  model.note('model', uuid);
}

/** Storage that would outlive the model needs somebody to say what shall become of it; Juju 4.0 does not ask. */
function checkStorage(model: Model, args: DestroyModelArgs): void {
  if (!model.profile.mindsStorageOnDestroy || args.destroyStorage !== undefined) return;
  if ([...model.storage.values()].some((instance) => instance.persistent)) throw hasPersistentStorage();
}
