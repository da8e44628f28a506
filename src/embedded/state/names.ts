/** Juju's own rules of what things may be called (its `names` package). */

const application = /^[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*$/;
const model = /^[a-z0-9]+[a-z0-9-]*$/;
const user = /^[a-zA-Z0-9][a-zA-Z0-9.+-]*[a-zA-Z0-9]$/;
const unit = /^[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*\/(?:0|[1-9][0-9]*)$/;
const storage = unit;
const machine = /^(?:0|[1-9][0-9]*)(?:\/[a-z]+\/(?:0|[1-9][0-9]*))*$/;

/** Whether an application may be called so: no upper case, no digit alone after a dash. @internal */
export function isValidApplicationName(name: string): boolean {
  return application.test(name);
}

/** Whether a model may be called so. @internal */
export function isValidModelName(name: string): boolean {
  return model.test(name);
}

/** Whether a local user may be called so. @internal */
export function isValidUserName(name: string): boolean {
  return user.test(name);
}

/** Whether this can be the name of a unit. @internal */
export function isValidUnitName(name: string): boolean {
  return unit.test(name);
}

/** Whether this can be the id of storage: its name, and a number. @internal */
export function isValidStorageId(id: string): boolean {
  return storage.test(id);
}

/** Whether this can be the id of a machine or a container. @internal */
export function isValidMachineId(id: string): boolean {
  return machine.test(id);
}
