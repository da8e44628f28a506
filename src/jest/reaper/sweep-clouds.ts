import { systemClock } from '../../clock';
import { JujuError } from '../../errors';
import { ControllerNotFoundError } from '../../juju/errors';
import type { Controller } from '../../model/controller/controller';
import type { CloudRecord } from '../ledger/cloud-record';
import type { CloudOutcome } from '../ledger/entries';
import { byController, type SweepPatience, withController } from './with-controller';

/** When to look again for a cloud whose adding was not answered: it may take effect a little later. */
const pausesMs = [0, 500, 1000, 2000];

/** @internal */
export interface SweepCloudsOptions extends SweepPatience {
  readonly settle: (cloud: CloudRecord, outcome: CloudOutcome) => void;
}

/**
 * Removes clouds that a test file has added, through connections of its own. To be called when the models on them are
 * gone: Juju removes no cloud with a model on it.
 *
 * @internal
 */
export async function sweepClouds(
  clouds: readonly CloudRecord[],
  options: SweepCloudsOptions,
): Promise<void> {
  // What the controller was never asked for is not there; one of that name is somebody else's.
  const [never, asked] = [true, false].map((is) =>
    clouds.filter(({ state }) => (state === 'intended') === is),
  );
  for (const cloud of never ?? []) options.settle(cloud, { type: 'cloud removed' });
  await Promise.all(byController(asked ?? []).map((group) => sweepController(group, options)));
}

async function sweepController(clouds: readonly CloudRecord[], options: SweepCloudsOptions): Promise<void> {
  const [first] = clouds;
  if (!first) return;
  try {
    await withController(first, options, async (controller) => {
      for (const cloud of clouds) options.settle(cloud, await outcomeOf(controller, cloud, options));
    });
  } catch (error) {
    for (const cloud of clouds) options.settle(cloud, failure(error as Error));
  }
}

async function outcomeOf(
  controller: Controller,
  { cloudName, state }: CloudRecord,
  { patienceMs: timeout, clock = systemClock }: SweepPatience,
): Promise<CloudOutcome> {
  try {
    const models = (await controller.listModels({ timeout })).filter(({ cloud }) => cloud === cloudName);
    const users = models.map(({ fullName }) => fullName).join(', ');
    // Whether they stay or are left over: when they are gone, the next run removes it.
    if (users !== '') return { type: 'cloud failed', message: `it is still used by ${users}` };
    for (const pauseMs of state === 'asked' ? pausesMs : [0]) {
      await clock.sleep(pauseMs);
      if (await removed(controller, cloudName, timeout)) break;
    }
    return { type: 'cloud removed' };
  } catch (error) {
    return failure(error as Error);
  }
}

/** Whether it was there. */
async function removed(controller: Controller, cloudName: string, timeout: number): Promise<boolean> {
  try {
    await controller.removeCloud(cloudName, { timeout });
    return true;
  } catch (error) {
    if (error instanceof JujuError && error.code === 'not found') return false;
    throw error;
  }
}

function failure(error: Error): CloudOutcome {
  const { message } = error;
  if (!(error instanceof ControllerNotFoundError)) return { type: 'cloud failed', message };
  return { type: 'cloud kept', why: `its controller is not known any more: ${message}` };
}
