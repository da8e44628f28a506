import { randomUUID } from 'node:crypto';

import { JujuError } from '../errors';
import type { Model } from '../model/model';
import { ModelInUseError } from './errors';
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
  const attempt: Attempt = {
    id: randomUUID(),
    name,
    destroyStorage: plan.destroyStorage,
    intendedAt: Date.now(),
  };
  place.host.report(`making model ${fullNameOf(place, name)}`);
  await intend(place, attempt, isSecond(plan));
  try {
    const model = await addModel(place, attempt, plan);
    attempt.model = model;
    return await tracked(place, model, attempt.id, plan);
  } catch (error) {
    await undoCreation(place, attempt);
    throw attempt.uuid === undefined && isTaken(error) ? inUse(error) : error;
  }
}

function isTaken(error: unknown): error is JujuError {
  return error instanceof JujuError && error.code === 'already exists';
}

function inUse(cause: JujuError): ModelInUseError {
  return new ModelInUseError(cause.message, { cause });
}

/** Whether it is another one than the file's own. @internal */
export function isSecond({ defaults }: Pick<ModelPlan, 'defaults'>): boolean {
  return defaults.modelName === undefined;
}

function intend(
  { host, store, controllerName, user: owner }: Workplace,
  attempt: Attempt,
  isSecond: boolean,
): Promise<void> {
  const { id, name: modelName, destroyStorage } = attempt;
  const jujuData = store.directory;
  return host.journal.intend({ id, controllerName, jujuData, modelName, owner, destroyStorage, isSecond });
}

function addModel(place: Workplace, attempt: Attempt, { wish, defaults, limits }: ModelPlan): Promise<Model> {
  const { region, config } = wish;
  const cloud = wish.cloudName ?? defaults.cloudName ?? place.cloud;
  // A cloud that the file has added has one credential, by its own name.
  const own = cloud !== undefined && place.ownClouds.has(cloud) ? cloud : undefined;
  const { credential = own } = wish;
  return place.controller.addModel(attempt.name, {
    cloud,
    region,
    credential,
    config,
    signal: limits.signal,
    onAsk: () => place.host.journal.asked(attempt.id),
    async onCreated({ uuid, fullName }) {
      attempt.uuid = uuid;
      await place.host.journal.created(attempt.id, { uuid, fullName });
    },
    onUnanswered() {
      attempt.isUnanswered = true;
    },
  });
}

async function tracked(place: Workplace, model: Model, id: string, plan: ModelPlan): Promise<TrackedModel> {
  if (plan.keeping.keep) await place.host.journal.kept(id, whyKept(place, plan));
  const config = await model.getConfig();
  const { name: modelName, fullName } = model;
  const { cloud: cloudName } = model.info;
  const { alias, keeping, destroyStorage } = plan;
  const { controllerName } = place;
  const names = { controllerName, cloudName, modelName, fullName };
  return { id, alias, model, ...keeping, destroyStorage, ...names, config };
}

function whyKept({ keepModels }: Workplace, { wish: { keep } }: ModelPlan): string {
  const wished = keep === true || (typeof keep === 'string' && keep.toLowerCase() === 'always');
  return keepModels === true && !wished ? 'keepModels is set' : 'it was asked for by name, or to be kept';
}
