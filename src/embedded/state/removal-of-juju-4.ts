import { createHash } from 'node:crypto';
import type { DestroyedInfo } from './requests';
import type { Unit } from './entities';
import type { Machine } from './machine-entities';
import type { Model } from './model';
import { notFound, refused } from '../api-error';

/** Juju 4 says of a unit that it removes neither what goes with it nor what stays. @internal */
export const nothingTold: DestroyedInfo = { destroyedUnits: [], destroyedStorage: [], detachedStorage: [] };

/** The unit that `juju remove-unit` means on Juju 4; where it only tries, it may be one that is not there. @internal */
export function unitToRemoveOnJuju4(model: Model, name: string, dryRun: boolean): Unit | undefined {
  const applicationName = name.slice(0, name.lastIndexOf('/'));
  const application = model.applications.get(applicationName);
  if (application === undefined) throw notFound(`application ${applicationName}`);
  if (application.subordinate) {
    throw refused(
      `unit "${name}" is a subordinate, to remove use remove-relation. ` +
        `Note: this will remove all units of "${applicationName}"`,
    );
  }
  const unit = application.units.get(name);
  if (unit === undefined && !dryRun) throw notFound(`unit "${name}"`);
  return unit;
}

/** The machine that `juju remove-machine` means on Juju 4, which gives what it refuses no code. @internal */
export function machineToRemoveOnJuju4(model: Model, id: string): Machine {
  const machine = model.machines.get(id);
  if (machine !== undefined) return machine;
  const name = JSON.stringify(id);
  throw refused(`getting machine UUID: getting UUID for machine ${name}: machine ${name}: machine not found`);
}

/** A machine goes without force only when nothing is on it. @internal */
export function checkMachineMayGoOnJuju4(model: Model, machine: Machine): void {
  const { containers, principals, id } = machine;
  if (containers.size === 0 && principals.size === 0) return;
  const uuid = machineUuid(model, id);
  throw refused(
    `removing machine: machine "${uuid}": cannot set machine "${uuid}" to dying without force: ` +
      `machine has ${containers.size > 0 ? 'containers' : 'units'}`,
  );
}

/** Juju 4 speaks of a machine by a UUID that it tells nowhere else: here it is made of the id, always the same. */
function machineUuid(model: Model, id: string): string {
  const hash = createHash('sha256').update(`${model.uuid}/${id}`).digest('hex');
  return hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}
