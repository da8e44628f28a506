import { JujuError } from '../../errors';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import type { ModelCore } from '../model-core';
import { placements } from '../machine/placement';
import { checkCount, scaleBy } from './scale';
import type { Status } from '../status/status';
import { storageTags } from '../storage/storage-id';

/** How to add units. @public */
export interface AddUnitsOptions extends CallLimits {
  /** Where to put them, one place for each unit: `'3'`, `'lxd:3'`, `'lxd'`, `'zone=a'`. Not on Kubernetes. */
  readonly to?: string | readonly string[];
  /** Storage that was detached from another unit, such as `data/0`, for the one new unit. Not on Kubernetes. */
  readonly attachStorage?: string | readonly string[];
}

/**
 * Adds units to an application.
 *
 * @returns their names; on Kubernetes nobody knows them yet
 * @internal
 */
export async function addUnits(
  core: ModelCore,
  application: string,
  count: number,
  options: AddUnitsOptions,
): Promise<readonly string[]> {
  checkKeys(options, ['to', 'attachStorage', 'signal', 'timeout'], 'addUnits');
  checkCount(count, 'addUnits');
  let names: readonly string[] = [];
  const command = { what: `units were added to ${application}`, concerns: () => false, limits: options };
  const after = await core.touching(command, async (_, limits) => {
    const wanted = { ...options, ...limits };
    if (core.info.type !== 'caas') names = await addToMachines(core, application, count, wanted);
    else {
      await addToCluster(core, application, count, wanted);
      return { scaled: application };
    }
    return { units: names };
  });
  return names.length > 0 ? names : unitsOf(after, application);
}

async function addToCluster(
  core: ModelCore,
  application: string,
  count: number,
  { to, attachStorage, ...limits }: AddUnitsOptions,
): Promise<void> {
  if (attachStorage !== undefined) {
    throw new JujuError(
      `Storage cannot be attached to new units of ${application}: on Kubernetes they have no names yet`,
      {
        code: 'not supported',
      },
    );
  }
  if (to !== undefined) {
    throw new JujuError(
      `Units of ${application} cannot be placed with \`to\`: Kubernetes places them itself`,
      {
        code: 'not supported',
      },
    );
  }
  await scaleBy(core, application, count, limits);
}

async function addToMachines(
  core: ModelCore,
  application: string,
  count: number,
  { to, attachStorage = [], ...limits }: AddUnitsOptions,
): Promise<readonly string[]> {
  const params: wire.AddApplicationUnits = {
    application,
    'num-units': count,
    placement: placements(to, core.info.uuid),
    'attach-storage': storageTags(attachStorage),
  };
  const { units } = await core.call<wire.AddApplicationUnitsResults>(
    'Application',
    'AddUnits',
    params,
    limits,
  );
  return units ?? [];
}

function unitsOf({ applications }: Status, application: string): readonly string[] {
  return applications[application]?.units ?? [];
}
