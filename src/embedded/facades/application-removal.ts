import { notValid } from '../api-error';
import type { Params } from '../server/params';
import { isValidApplicationName } from '../state/names';
import { removal } from './application-units';
import type { Call } from './facade';
import { destroyedEntities } from './machine-manager';
import { each } from './results';
import { fromTag } from './tags';

/** `Application.DestroyApplication`: `juju remove-application`. @internal */
export function destroyApplication({ model, version }: Call, params: Params): object {
  return {
    results: each(params.list('applications'), (item) => {
      const name = fromTag(item.string('application-tag'), 'application');
      const dryRun = version >= 16 && item.bool('dry-run');
      return { info: destroyedEntities(model.destroyApplication(name, { ...removal(item), dryRun })) };
    }),
  };
}

/** `Application.Destroy` of old clients. @internal */
export function destroyApplicationByName({ model }: Call, params: Params): void {
  const name = params.string('application');
  if (!isValidApplicationName(name)) throw notValid(`application name ${JSON.stringify(name)}`);
  model.destroyApplication(name);
}
