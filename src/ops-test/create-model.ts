import { randomUUID } from 'node:crypto';

import type { Model } from '../model/model';
import type { TrackedModel } from './model-state';
import type { ModelPlan } from './track-model';
import { type Attempt, undoCreation } from './undo-creation';
import { fullNameOf, type Workplace } from './workplace';

/**
 * Makes a model. It is in the journal before it is on the controller; if anything fails, it is destroyed again.
 *
 * @internal
 */
export async function createModel(place: Workplace, name: string, plan: ModelPlan): Promise<TrackedModel> {
  const attempt = { id: randomUUID(), name, destroyStorage: plan.destroyStorage };
  place.host.report(`making model ${fullNameOf(place, name)}`);
  await intend(place, attempt);
  let model: Model | undefined;
  try {
    model = await addModel(place, name, plan);
    return await tracked(place, model, attempt.id, plan);
  } catch (error) {
    await undoCreation(place, { ...attempt, error, model });
    throw error;
  }
}

function intend({ host, jujuData, controllerName, user: owner }: Workplace, attempt: Attempt): Promise<void> {
  const { id, name: modelName, destroyStorage } = attempt;
  return host.journal.intend({ id, controllerName, jujuData, modelName, owner, destroyStorage });
}

function addModel(place: Workplace, name: string, { wish, defaults, limits }: ModelPlan): Promise<Model> {
  const { region, credential, config } = wish;
  const cloud = wish.cloudName ?? defaults.cloudName ?? place.cloud;
  return place.controller.addModel(name, { cloud, region, credential, config, ...limits });
}

async function tracked(place: Workplace, model: Model, id: string, plan: ModelPlan): Promise<TrackedModel> {
  const { name: modelName, uuid, fullName, info } = model;
  const { journal } = place.host;
  await journal.created(id, { uuid, fullName });
  if (plan.keep) await journal.kept(id, whyKept(place, plan));
  const config = await model.getConfig(plan.limits);
  const { alias, keep, destroyStorage } = plan;
  const { controllerName } = place;
  return {
    id,
    alias,
    model,
    keep,
    destroyStorage,
    controllerName,
    cloudName: info.cloud,
    modelName,
    fullName,
    config,
  };
}

function whyKept({ keepModels }: Workplace, { wish: { keep } }: ModelPlan): string {
  const wished = keep === true || (typeof keep === 'string' && keep.toLowerCase() === 'always');
  return keepModels && !wished ? 'keepModels is set' : 'it was asked for by name, or to be kept';
}
