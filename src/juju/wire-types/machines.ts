import type * as MachineManager from '@canonical/jujulib/dist/api/facades/machine-manager/MachineManagerV11.js' with {
  'resolution-mode': 'import',
};
import type { FromGo } from './from-go';

// MachineManager 9 to 11.

/** @internal */
export type AddMachineParams = FromGo<MachineManager.AddMachineParams>;
/** @internal */
export type AddMachines = FromGo<MachineManager.AddMachines>;
/** @internal */
export type AddMachinesResult = FromGo<MachineManager.AddMachinesResult>;
/** @internal */
export type AddMachinesResults = FromGo<MachineManager.AddMachinesResults>;
/** @internal */
export type DestroyMachineInfo = FromGo<MachineManager.DestroyMachineInfo>;
/** @internal */
export type DestroyMachineResult = FromGo<MachineManager.DestroyMachineResult>;
/** @internal */
export type DestroyMachineResults = FromGo<MachineManager.DestroyMachineResults>;
/** @internal */
export type DestroyMachinesParams = FromGo<MachineManager.DestroyMachinesParams>;
/** @internal */
export type InstanceType = FromGo<MachineManager.InstanceType>;
/** @internal */
export type InstanceTypesResult = FromGo<MachineManager.InstanceTypesResult>;
/** @internal */
export type InstanceTypesResults = FromGo<MachineManager.InstanceTypesResults>;
/** @internal */
export type ModelInstanceTypesConstraint = FromGo<MachineManager.ModelInstanceTypesConstraint>;
/** @internal */
export type ModelInstanceTypesConstraints = FromGo<MachineManager.ModelInstanceTypesConstraints>;
/** @internal */
export type ProvisioningScriptParams = FromGo<MachineManager.ProvisioningScriptParams>;
/** @internal */
export type ProvisioningScriptResult = FromGo<MachineManager.ProvisioningScriptResult>;
/** @internal */
export type RetryProvisioningArgs = FromGo<MachineManager.RetryProvisioningArgs>;
