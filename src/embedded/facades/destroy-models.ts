import { notFound } from '../api-error';
import type { Params } from '../server/params';
import type { Call } from './facade';
import { requireAccess } from './permissions';
import { eachDone } from './results';
import { fromTag } from './tags';
import { present } from './wire-values';

/** `ModelManager.DestroyModels`: begins to destroy models and does not wait for their end. @internal */
export function destroyModels({ state, user }: Call, params: Params): object {
  return {
    results: eachDone(params.list('models'), (item) => {
      const uuid = fromTag(item.string('model-tag'), 'model');
      const model = state.models.get(uuid);
      if (model === undefined) throw notFound(`model ${JSON.stringify(uuid)}`);
      requireAccess(user, model, 'admin');
      state.destroyModel(uuid, destroyArguments(item));
    }),
  };
}

function destroyArguments(item: Params) {
  return present({
    destroyStorage: item.optionalBool('destroy-storage'),
    force: item.optionalBool('force'),
    maxWaitMs: item.optionalMilliseconds('max-wait'),
    timeoutMs: item.optionalMilliseconds('timeout'),
  });
}
