import { createModel } from './create-model';
import { findModel } from './find-model';
import { newModelName } from './model-names';
import type { TrackedModel } from './model-state';
import { resolveDestroyStorage, resolveKeep } from './resolve-keep';
import type { TrackModelOptions } from './track-model-options';
import { openExistingModel } from './open-existing-model';
import type { Workplace } from './workplace';

/** What is settled about a model before there is one. @internal */
export interface ModelPlan {
  readonly alias: string;
  readonly keep: boolean;
  readonly destroyStorage: boolean;
  readonly wish: TrackModelOptions;
  readonly defaults: ModelDefaults;
}

/** What holds for a new model where the wish says nothing. @internal */
export interface ModelDefaults {
  readonly modelName?: string | undefined;
  readonly cloudName?: string | undefined;
}

/** @internal */
export interface TrackModelRequest {
  readonly alias: string;
  readonly wish: TrackModelOptions;
  readonly defaults: ModelDefaults;
}

/**
 * Makes a model, or takes the one there is.
 *
 * @internal
 */
export async function trackModel(place: Workplace, request: TrackModelRequest): Promise<TrackedModel> {
  const { alias, wish, defaults } = request;
  const found = await find(place, request);
  const existing = 'existing' in found;
  const { keepModels } = place;
  const keep = resolveKeep(wish.keep, { keepModels, existing });
  const destroyStorage = resolveDestroyStorage(wish.destroyStorage, {
    destroyStorage: place.destroyStorage,
    existing,
  });
  const plan = { alias, keep, destroyStorage, wish, defaults };
  return existing ? openExistingModel(place, found.existing, plan) : createModel(place, found.newName, plan);
}

async function find(place: Workplace, { alias, wish, defaults }: TrackModelRequest) {
  const { modelName, useExisting } = wish;
  if (modelName === undefined) {
    return { newName: defaults.modelName ?? newModelName(place.host.testPath, alias) };
  }
  const listed = await place.controller.listModels();
  return findModel(listed, {
    modelName,
    useExisting,
    user: place.user,
    controllerName: place.controllerName,
  });
}
