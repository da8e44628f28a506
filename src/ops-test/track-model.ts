import type { CallLimits } from '../model/calls/call-limits';
import { createModel } from './create-model';
import { ModelInUseError } from './errors';
import { findModel, type FoundModel, type ListedModel } from './find-model';
import { newModelName } from './model-names';
import type { TrackedModel } from './model-state';
import { type Keeping, keepingOf, resolveDestroyStorage } from './resolve-keep';
import type { TrackModelOptions } from './track-model-options';
import { openExistingModel } from './open-existing-model';
import type { Workplace } from './workplace';

/** What is settled about a model before there is one. @internal */
export interface ModelPlan {
  readonly alias: string;
  readonly keeping: Keeping;
  readonly destroyStorage: boolean;
  readonly wish: TrackModelOptions;
  readonly defaults: ModelDefaults;
  readonly limits: CallLimits;
}

/** What holds for a new model where the wish says nothing. @internal */
export interface ModelDefaults {
  /** What the file's own model is called; no other has such a default. */
  readonly modelName?: string | undefined;
  readonly cloudName?: string | undefined;
}

/** @internal */
export interface TrackModelRequest {
  readonly alias: string;
  readonly wish: TrackModelOptions;
  readonly defaults: ModelDefaults;
  /** Of the questions; a creation that is under way is seen to its end. */
  readonly limits: CallLimits;
}

/**
 * Makes a model, or takes the one there is; also one that somebody else was faster to make.
 *
 * @throws ModelInUseError for a name that is taken, where that model is not to be used
 * @internal
 */
export async function trackModel(place: Workplace, request: TrackModelRequest): Promise<TrackedModel> {
  const found = await find(place, request);
  if ('existing' in found) return useExisting(place, request, found.existing);
  try {
    return await createModel(place, found.newName, planFor(place, request, false));
  } catch (error) {
    if (!(error instanceof ModelInUseError) || request.wish.modelName === undefined) throw error;
    const again = await find(place, request);
    if ('existing' in again) return useExisting(place, request, again.existing);
    throw error;
  }
}

function useExisting(
  place: Workplace,
  request: TrackModelRequest,
  listed: ListedModel,
): Promise<TrackedModel> {
  return openExistingModel(place, listed, planFor(place, request, true));
}

async function find(
  place: Workplace,
  { alias, wish, defaults, limits }: TrackModelRequest,
): Promise<FoundModel> {
  const { modelName, useExisting } = wish;
  if (modelName === undefined) {
    return { newName: defaults.modelName ?? newModelName(place.host.testPath, alias) };
  }
  const listed = await place.controller.listModels(limits);
  return findModel(listed, {
    modelName,
    useExisting,
    user: place.user,
    controllerName: place.controllerName,
  });
}

function planFor(
  place: Workplace,
  { alias, wish, defaults, limits }: TrackModelRequest,
  existing: boolean,
): ModelPlan {
  const { keepModels } = place;
  const keeping = keepingOf(wish.keep, { keepModels, existing });
  const destroyStorage = resolveDestroyStorage(wish.destroyStorage, {
    destroyStorage: place.destroyStorage,
    existing,
  });
  return { alias, keeping, destroyStorage, wish, defaults, limits };
}
