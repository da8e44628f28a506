import { randomUUID } from 'node:crypto';

import { JujuError } from '../errors';
import { isSecond } from './create-model';
import type { ListedModel } from './find-model';
import type { TrackedModel } from './model-state';
import type { ModelPlan } from './track-model';
import { creationOptions } from './track-model-options';
import type { Workplace } from './workplace';

/**
 * Takes a model that is there already. Its cloud is the one it is on.
 *
 * @internal
 */
export async function openExistingModel(
  place: Workplace,
  listed: ListedModel,
  plan: ModelPlan,
): Promise<TrackedModel> {
  const { controllerName, controller, host } = place;
  const { fullName } = listed;
  checkCloud(fullName, listed.cloud, plan.wish.cloudName);
  const unused = creationOptions(plan.wish);
  const using = `using model ${fullName}, which is there already`;
  if (unused.length === 0) host.report(using);
  else host.warn(`${using}; ${unused.join(', ')} would be for a new one only`);
  const model = await controller.model(listed.uuid, plan.limits);
  try {
    const config = await model.getConfig();
    const id = await note(place, listed, plan);
    const { alias, keeping, destroyStorage } = plan;
    const { cloud: cloudName, name: modelName } = listed;
    const names = { controllerName, cloudName, modelName, fullName };
    return { id, alias, model, ...keeping, destroyStorage, ...names, config };
  } catch (error) {
    await model.close();
    throw error;
  }
}

/** On another cloud than was asked for the tests would pass without having shown anything. */
function checkCloud(fullName: string, actual: string, wanted: string | undefined): void {
  if (wanted === undefined || actual === '' || wanted === actual) return;
  throw new JujuError(
    `Model ${fullName} is there already, on cloud "${actual}", but cloud "${wanted}" was asked for. ` +
      `Take another model name, or do not name a cloud.`,
    { code: 'not valid' },
  );
}

/** Whoever sweeps after a dead process destroys what was intended: a model that stays must never be. */
async function note(place: Workplace, listed: ListedModel, plan: ModelPlan): Promise<string> {
  const { controllerName, store, host } = place;
  const { keeping, destroyStorage } = plan;
  const id = randomUUID();
  if (keeping.keep) {
    await host.journal.kept(id, 'it was there before');
    return id;
  }
  const { name: modelName, owner, uuid, fullName } = listed;
  const jujuData = store.directory;
  await host.journal.intend({
    ...{ id, controllerName, jujuData, modelName, owner, destroyStorage },
    isSecond: isSecond(plan),
  });
  await host.journal.created(id, { uuid, fullName });
  return id;
}
