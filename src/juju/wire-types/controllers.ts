import type * as Controller from '@canonical/jujulib/dist/api/facades/controller/ControllerV14.js' with {
  'resolution-mode': 'import',
};
import type { ModelOwner } from './models';
import type { Amend, FromGo } from './from-go';

// Controller 11 to 14.

/** @internal */
export type CloudSpec = FromGo<Controller.CloudSpec>;
/** @internal */
export type CloudSpecResult = FromGo<Controller.CloudSpecResult>;
/** @internal */
export type CloudSpecResults = FromGo<Controller.CloudSpecResults>;
/** @internal */
export type ControllerAPIInfoResult = FromGo<Controller.ControllerAPIInfoResult>;
/** @internal */
export type ControllerAPIInfoResults = FromGo<Controller.ControllerAPIInfoResults>;
/** @internal */
export type ControllerConfigResult = FromGo<Controller.ControllerConfigResult>;
/** @internal */
export type ControllerConfigSet = FromGo<Controller.ControllerConfigSet>;
/** @internal */
export type ControllerVersionResults = FromGo<Controller.ControllerVersionResults>;
/** @internal */
export type DashboardConnectionInfo = FromGo<Controller.DashboardConnectionInfo>;
/** @internal */
export type DashboardConnectionSSHTunnel = FromGo<Controller.DashboardConnectionSSHTunnel>;
/** @internal */
export type DestroyControllerArgs = FromGo<Controller.DestroyControllerArgs>;
/** @internal */
export type InitiateMigrationArgs = FromGo<Controller.InitiateMigrationArgs>;
/** @internal */
export type InitiateMigrationResult = FromGo<Controller.InitiateMigrationResult>;
/** @internal */
export type InitiateMigrationResults = FromGo<Controller.InitiateMigrationResults>;
/** @internal */
export type MigrationSpec = FromGo<Controller.MigrationSpec>;
/** @internal */
export type MigrationTargetInfo = FromGo<Controller.MigrationTargetInfo>;
/** @internal */
export type ModelBlockInfo = Amend<FromGo<Controller.ModelBlockInfo>, ModelOwner>;
/** @internal */
export interface ModelBlockInfoList {
  models?: ModelBlockInfo[] | undefined;
}
/** @internal */
export type ModifyControllerAccess = FromGo<Controller.ModifyControllerAccess>;
/** @internal */
export type ModifyControllerAccessRequest = FromGo<Controller.ModifyControllerAccessRequest>;
/** @internal */
export type Proxy = FromGo<Controller.Proxy>;
/** @internal */
export type RemoveBlocksArgs = FromGo<Controller.RemoveBlocksArgs>;
/** @internal */
export type SummaryWatcherID = FromGo<Controller.SummaryWatcherID>;
/** @internal */
export type UserAccess = FromGo<Controller.UserAccess>;
/** @internal */
export type UserAccessResult = FromGo<Controller.UserAccessResult>;
/** @internal */
export type UserAccessResults = FromGo<Controller.UserAccessResults>;

/** `owner` up to Juju 3.6, `qualifier` in Juju 4. @internal */
export type HostedModelConfig = Amend<
  FromGo<Controller.HostedModelConfig>,
  { owner?: string | undefined; qualifier?: string | undefined }
>;

/** @internal */
export interface HostedModelConfigsResults {
  models: HostedModelConfig[] | null;
}
