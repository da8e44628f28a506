import { systemClock } from '../../clock';
import { ClientStore } from '../../juju/client-store';
import { ControllerNotFoundError } from '../../juju/errors';
import { Controller } from '../../model/controller';
import type { ModelSummary } from '../../model/model-info';
import type { ModelOutcome } from '../ledger/entries';
import type { ModelRecord } from '../ledger/model-record';

/** By how much the controller's clock may be behind ours. */
const clockSkewMs = 60_000;

/** @internal */
export interface SweepOptions {
  readonly patienceMs: number;
  readonly settle: (model: ModelRecord, outcome: ModelOutcome) => void;
  readonly signal?: AbortSignal;
}

/**
 * Destroys models through connections of its own, one for each controller.
 *
 * @param options - `patienceMs`: how long a controller may be out of reach before its models are given up;
 *   `settle`: told what became of each model; `signal`: ends it all
 * @internal
 */
export async function sweepModels(models: readonly ModelRecord[], options: SweepOptions): Promise<void> {
  await Promise.all(byController(models).map((group) => sweepController(group, options)));
}

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
    const controller = await connect(first, options);
    const hangUp = () => void controller.close();
    options.signal?.addEventListener('abort', hangUp, { once: true });
    try {
      const sweep = (model: ModelRecord) => sweepModel(controller, model, options);
      await Promise.all(models.map(sweep));
    } finally {
      options.signal?.removeEventListener('abort', hangUp);
      await controller.close();
    }
  } catch (error) {
    for (const model of models) options.settle(model, failure(error as Error));
  }
}

/** Connects as soon as it can: what ended the run may have ended the network, or the controller, for a while. */
async function connect(
  { jujuData, controllerName }: ModelRecord,
  { patienceMs, signal }: SweepOptions,
): Promise<Controller> {
  const store = new ClientStore(jujuData);
  const giveUpAt = systemClock.now() + patienceMs;
  for (let pauseMs = 1000; ; pauseMs = Math.min(pauseMs * 2, 30_000)) {
    try {
      return await Controller.connect({ store, controllerName, connectSignal: signal });
    } catch (error) {
      if (error instanceof ControllerNotFoundError || systemClock.now() + pauseMs > giveUpAt) throw error;
      await systemClock.sleep(pauseMs, signal);
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
 * little later. One of that name that is older than the intent is not ours: ours was refused because of it.
 */
async function findByName(controller: Controller, wanted: ModelRecord): Promise<string | undefined> {
  for (const pauseMs of [0, 500, 1000, 2000, 4000, 8000]) {
    await systemClock.sleep(pauseMs);
    const models = await controller.listModels();
    const named = models.find(
      ({ name, owner }) => name === wanted.modelName && (wanted.owner ?? owner) === owner,
    );
    if (named) return isOlder(named, wanted) ? undefined : named.uuid;
  }
  return undefined;
}

function isOlder({ status: { since } }: ModelSummary, { at }: ModelRecord): boolean {
  return since !== undefined && since.getTime() < Date.parse(at) - clockSkewMs;
}

function failure(error: Error): ModelOutcome {
  const { message } = error;
  if (!(error instanceof ControllerNotFoundError)) return { type: 'failed', message };
  return { type: 'kept', why: `its controller is not known any more: ${message}` };
}
