import { ApiError, notSupported, notValid, refused } from '../api-error';
import type { Params } from '../server/params';
import type { DestroyArgs } from '../state/requests';
import { isValidUnitName } from '../state/names';
import { modelPlacement, storageId } from './application-deploy';
import type { Call } from './facade';
import { destroyedEntities } from './machine-manager';
import { each, eachDone } from './results';
import { fromTag } from './tags';
import { present } from './wire-values';

/** `Application.AddUnits`: `juju add-unit` on machines. @internal */
export function addUnits({ model }: Call, params: Params): object {
  const units = model.addUnits(params.string('application'), {
    count: params.int('num-units'),
    placement: params.list('placement').map(modelPlacement(model.uuid)),
    attachStorage: params.strings('attach-storage').map(storageId),
  });
  return { units: units.map(({ name }) => name) };
}

/** `Application.DestroyUnit`: `juju remove-unit` on machines. @internal */
export function destroyUnit({ model, version }: Call, params: Params): object {
  if (model.type === 'caas') throw notSupported('removing units on a non-container model');
  return {
    results: each(params.list('units'), (item) => {
      const name = fromTag(item.string('unit-tag'), 'unit');
      const dryRun = version >= 16 && item.bool('dry-run');
      const { detachedStorage, destroyedStorage } = model.destroyUnit(name, { ...removal(item), dryRun });
      return { info: destroyedEntities({ detachedStorage, destroyedStorage, destroyedUnits: [] }) };
    }),
  };
}

/** `Application.DestroyUnits` of old clients, which answers all failures as one. @internal */
export function destroyUnitsByName({ model }: Call, params: Params): void {
  const names = params.strings('unit-names');
  const failures = names.flatMap((name) => {
    try {
      if (!isValidUnitName(name)) throw notValid(`unit name ${JSON.stringify(name)}`);
      model.destroyUnit(name);
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
  if (failures.length === 0) return;
  throw new ApiError(
    `${failures.length === names.length ? 'no' : 'some'} units were ${
      failures.length === names.length ? '' : 'not '
    }destroyed: ${failures.join('; ')}`,
  );
}

/** `Application.ScaleApplications`: `juju scale-application`, and `add-unit` on Kubernetes. @internal */
export function scaleApplications({ model }: Call, params: Params): object {
  if (model.type !== 'caas') throw notSupported('scaling applications on a non-container model');
  return {
    results: each(params.list('applications'), (item) => {
      const name = fromTag(item.string('application-tag'), 'application');
      const wanted = {
        scale: item.int('scale'),
        change: item.int('scale-change'),
        force: item.bool('force'),
      };
      return { info: { 'num-units': model.scaleApplication(name, wanted) } };
    }),
  };
}

/** `Application.ResolveUnitErrors`: `juju resolved`. @internal */
export function resolveUnitErrors({ model }: Call, params: Params): object {
  const retry = params.bool('retry');
  if (params.bool('all')) model.resolveUnits({ all: true, retry });
  return {
    results: eachDone(params.nested('tags').list('entities'), (entity) => {
      const name = fromTag(entity.string('tag'), 'unit');
      model.resolveUnits({ units: [name], retry });
    }),
  };
}

/** How something shall go, as units and applications are asked to. @internal */
export function removal(item: Params): DestroyArgs {
  const maxWaitMs = item.optionalMilliseconds('max-wait');
  if (maxWaitMs !== undefined && maxWaitMs < 0) throw refused('max-wait must not be negative');
  return {
    destroyStorage: item.bool('destroy-storage'),
    force: item.bool('force'),
    ...present({ maxWaitMs }),
  };
}
