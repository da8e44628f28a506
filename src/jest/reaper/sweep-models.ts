import { type Clock, systemClock } from '../../clock';
import { ControllerNotFoundError } from '../../juju/errors';
import type { Controller } from '../../model/controller/controller';
import type { ModelSummary } from '../../model/model-info';
import { TestFileError } from '../errors';
import type { ModelOutcome } from '../ledger/entries';
import type { ModelRecord } from '../ledger/model-record';
import { byController, type SweepPatience, withController } from './with-controller';

/** After this time nobody waits any more for a model to appear that was asked for. */
const longestCreationMs = 24 * 60 * 60_000;

/** By how much the controller's clock may be behind ours. */
const clockSkewMs = 60_000;

/** @internal */
export interface SweepOptions extends SweepPatience {
  readonly settle: (model: ModelRecord, outcome: ModelOutcome) => void;
}

/**
 * Destroys models through connections of its own, one for each controller.
 *
 * @param options - `patienceMs`: how long a controller may be out of reach before its models are given up;
 *   `settle`: told what became of each model; `signal`: ends it all
 * @internal
 */
export async function sweepModels(models: readonly ModelRecord[], options: SweepOptions): Promise<void> {
  // What the controller was never asked for is not there; one of that name is somebody else's.
  const asked = models.filter((model) => model.uuid !== undefined || model.asked);
  for (const model of models) if (!asked.includes(model)) options.settle(model, { type: 'destroyed' });
  await Promise.all(byController(asked).map((group) => sweepController(group, options)));
}

async function sweepController(models: readonly ModelRecord[], options: SweepOptions): Promise<void> {
  const [first] = models;
  if (!first) return;
  try {
    await withController(first, options, async (controller) => {
      await Promise.all(models.map((model) => sweepModel(controller, model, options)));
    });
  } catch (error) {
    for (const model of models) options.settle(model, failure(error as Error));
  }
}

async function sweepModel(
  controller: Controller,
  model: ModelRecord,
  { patienceMs, settle, clock = systemClock }: SweepOptions,
): Promise<void> {
  try {
    const uuid = model.uuid ?? (await findByName(controller, model, clock));
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
 * A model that was asked for, and of whose creation no answer is known: it was under way when the run died, and may take
 * effect a little later. One of that name that is older than the intent is not ours: ours was refused because of it.
 *
 * @throws TestFileError where it is not there, and may yet appear
 */
async function findByName(
  controller: Controller,
  wanted: ModelRecord,
  clock: Clock,
): Promise<string | undefined> {
  for (const pauseMs of [0, 500, 1000, 2000, 4000, 8000]) {
    await clock.sleep(pauseMs);
    const models = await controller.listModels();
    const named = models.find(
      ({ name, owner }) => name === wanted.modelName && (wanted.owner ?? owner) === owner,
    );
    if (named) return isOlder(named, wanted) ? undefined : named.uuid;
  }
  if (Date.now() - Date.parse(wanted.at) > longestCreationMs) return undefined;
  throw new TestFileError(
    `the controller was asked for it and gave no answer, and does not show it under the name ${wanted.modelName}; ` +
      'it may yet appear, and is looked for again by the next run',
    { code: 'not found' },
  );
}

function isOlder({ status: { since } }: ModelSummary, { at }: ModelRecord): boolean {
  return since !== undefined && since.getTime() < Date.parse(at) - clockSkewMs;
}

function failure(error: Error): ModelOutcome {
  const { message } = error;
  if (!(error instanceof ControllerNotFoundError)) return { type: 'failed', message };
  return { type: 'kept', why: `its controller is not known any more: ${message}` };
}
