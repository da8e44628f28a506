import { systemClock } from '../../clock';
import { ClientStore } from '../../juju/client-store';
import { ControllerNotFoundError } from '../../juju/errors';
import { Controller } from '../../model/controller';
import type { ModelOutcome } from '../ledger/entries';
import type { ModelRecord } from '../ledger/model-record';

/**
 * Destroys models through connections of its own, one for each controller.
 *
 * @param options - `patienceMs`: how long a controller may be out of reach before its models are given up;
 *   `settle`: told what became of each model
 * @internal
 */
export async function sweepModels(
  models: readonly ModelRecord[],
  options: {
    readonly patienceMs: number;
    readonly settle: (model: ModelRecord, outcome: ModelOutcome) => void;
  },
): Promise<void> {
  await Promise.all(byController(models).map((group) => sweepController(group, options)));
}

type SweepOptions = Parameters<typeof sweepModels>[1];

function byController(models: readonly ModelRecord[]): ModelRecord[][] {
  const groups = new Map<string, ModelRecord[]>();
  for (const model of models) {
    const key = JSON.stringify([model.jujuData, model.controllerName]);
    groups.set(key, [...(groups.get(key) ?? []), model]);
  }
  return [...groups.values()];
}

async function sweepController(models: readonly ModelRecord[], options: SweepOptions): Promise<void> {
  const [first] = models;
  if (!first) return;
  try {
    const controller = await connect(first, options.patienceMs);
    try {
      const sweep = (model: ModelRecord) => sweepModel(controller, model, options);
      await Promise.all(models.map(sweep));
    } finally {
      await controller.close();
    }
  } catch (error) {
    for (const model of models) options.settle(model, failure(error as Error));
  }
}

/** Connects as soon as it can: what ended the run may have ended the network, or the controller, for a while. */
async function connect({ jujuData, controllerName }: ModelRecord, patienceMs: number): Promise<Controller> {
  const giveUpAt = systemClock.now() + patienceMs;
  for (let pauseMs = 1000; ; pauseMs = Math.min(pauseMs * 2, 30_000)) {
    try {
      return await Controller.connect({ store: new ClientStore(jujuData), controllerName });
    } catch (error) {
      if (error instanceof ControllerNotFoundError || systemClock.now() + pauseMs > giveUpAt) throw error;
      await systemClock.sleep(pauseMs);
    }
  }
}

async function sweepModel(
  controller: Controller,
  model: ModelRecord,
  { patienceMs, settle }: SweepOptions,
): Promise<void> {
  try {
    const uuid = model.uuid ?? (await findByName(controller, model));
    if (uuid !== undefined) {
      const { destroyStorage } = model;
      await controller.destroyModel(uuid, { force: true, destroyStorage, wait: true, timeout: patienceMs });
    }
    settle(model, { type: 'destroyed' });
  } catch (error) {
    settle(model, failure(error as Error));
  }
}

/**
 * A model of which only the intent is known: its creation was under way when the run died, and may take effect a
 * little later.
 */
async function findByName(controller: Controller, wanted: ModelRecord): Promise<string | undefined> {
  for (const pauseMs of [0, 500, 1000, 2000, 4000, 8000]) {
    await systemClock.sleep(pauseMs);
    const found = (await controller.listModels()).find(
      ({ name, owner }) =>
        name === wanted.modelName && (wanted.owner === undefined || owner === wanted.owner),
    );
    if (found) return found.uuid;
  }
  return undefined;
}

function failure(error: Error): ModelOutcome {
  const { message } = error;
  if (!(error instanceof ControllerNotFoundError)) return { type: 'failed', message };
  return { type: 'kept', why: `its controller is not known any more: ${message}` };
}
