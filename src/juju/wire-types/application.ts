import type * as Application from '@canonical/jujulib/dist/api/facades/application/ApplicationV22.js' with {
  'resolution-mode': 'import',
};
import type { StorageCons } from './common';
import type { Amend, FromGo } from './from-go';

// Application 15 to 22; these are the shapes of 22, which older versions take and give in part.

/** @internal */
export type AddApplicationUnits = FromGo<Application.AddApplicationUnits>;
/** @internal */
export type AddApplicationUnitsResults = FromGo<Application.AddApplicationUnitsResults>;
/** @internal */
export type AddRelation = FromGo<Application.AddRelation>;
/** @internal */
export type AddRelationResults = FromGo<Application.AddRelationResults>;
/** @internal */
export type ApplicationCharmRelations = FromGo<Application.ApplicationCharmRelations>;
/** @internal */
export type ApplicationCharmRelationsResults = FromGo<Application.ApplicationCharmRelationsResults>;
/** @internal */
export type ApplicationConfigUnsetArgs = FromGo<Application.ApplicationConfigUnsetArgs>;
/** @internal */
export type ApplicationConstraint = FromGo<Application.ApplicationConstraint>;
/** @internal */
export type ApplicationDeploy = FromGo<Application.ApplicationDeploy>;
/** @internal */
export type ApplicationExpose = FromGo<Application.ApplicationExpose>;
/** @internal */
export type ApplicationGet = FromGo<Application.ApplicationGet>;
/** @internal */
export type ApplicationGetArgs = FromGo<Application.ApplicationGetArgs>;
/** @internal */
export type ApplicationGetConfigResults = FromGo<Application.ApplicationGetConfigResults>;
/** @internal */
export type ApplicationGetConstraintsResults = FromGo<Application.ApplicationGetConstraintsResults>;
/** @internal */
export type ApplicationGetResults = FromGo<Application.ApplicationGetResults>;
/** @internal */
export type ApplicationInfoResult = FromGo<Application.ApplicationInfoResult>;
/** @internal */
export type ApplicationInfoResults = FromGo<Application.ApplicationInfoResults>;
/** @internal */
export type ApplicationMergeBindings = FromGo<Application.ApplicationMergeBindings>;
/** @internal */
export type ApplicationMergeBindingsArgs = FromGo<Application.ApplicationMergeBindingsArgs>;
/** @internal */
export type ApplicationOfferDetailsV5 = FromGo<Application.ApplicationOfferDetailsV5>;
/** @internal */
export type ApplicationResult = FromGo<Application.ApplicationResult>;
/** @internal */
export type ApplicationSetCharmV2 = FromGo<Application.ApplicationSetCharmV2>;
/** @internal */
export type ApplicationStorageGetResult = FromGo<Application.ApplicationStorageGetResult>;
/** @internal */
export type ApplicationStorageGetResults = FromGo<Application.ApplicationStorageGetResults>;
/** @internal */
export type ApplicationStorageUpdate = FromGo<Application.ApplicationStorageUpdate>;
/** @internal */
export type ApplicationStorageUpdateRequest = FromGo<Application.ApplicationStorageUpdateRequest>;
/** @internal */
export type ApplicationUnexpose = FromGo<Application.ApplicationUnexpose>;
/** @internal */
export type ApplicationUnset = FromGo<Application.ApplicationUnset>;
/** @internal */
export type ApplicationsDeploy = FromGo<Application.ApplicationsDeploy>;
/** @internal */
export type CharmURLOriginResult = FromGo<Application.CharmURLOriginResult>;
/** @internal */
export type ConfigResult = FromGo<Application.ConfigResult>;
/** @internal */
export type ConfigSet = FromGo<Application.ConfigSet>;
/** @internal */
export type ConfigSetArgs = FromGo<Application.ConfigSetArgs>;
/** @internal */
export type ConsumeApplicationArgV5 = FromGo<Application.ConsumeApplicationArgV5>;
/** @internal */
export type ConsumeApplicationArgsV5 = FromGo<Application.ConsumeApplicationArgsV5>;
/** @internal */
export type DestroyApplicationInfo = FromGo<Application.DestroyApplicationInfo>;
/** @internal */
export type DestroyApplicationParams = FromGo<Application.DestroyApplicationParams>;
/** @internal */
export type DestroyApplicationResult = FromGo<Application.DestroyApplicationResult>;
/** @internal */
export type DestroyApplicationResults = FromGo<Application.DestroyApplicationResults>;
/** @internal */
export type DestroyApplicationsParams = FromGo<Application.DestroyApplicationsParams>;
/** @internal */
export type DestroyConsumedApplicationParams = FromGo<Application.DestroyConsumedApplicationParams>;
/** @internal */
export type DestroyConsumedApplicationsParams = FromGo<Application.DestroyConsumedApplicationsParams>;
/** @internal */
export type DestroyRelation = FromGo<Application.DestroyRelation>;
/** @internal */
export type DestroyUnitInfo = FromGo<Application.DestroyUnitInfo>;
/** @internal */
export type DestroyUnitParams = FromGo<Application.DestroyUnitParams>;
/** @internal */
export type DestroyUnitResult = FromGo<Application.DestroyUnitResult>;
/** @internal */
export type DestroyUnitResults = FromGo<Application.DestroyUnitResults>;
/** @internal */
export type DestroyUnitsParams = FromGo<Application.DestroyUnitsParams>;
/** @internal */
export type EndpointRelationData = FromGo<Application.EndpointRelationData>;
/** @internal */
export type PendingResourceUpload = FromGo<Application.PendingResourceUpload>;
/** @internal */
export type RelationData = FromGo<Application.RelationData>;
/** @internal */
export type RelationSuspendedArg = FromGo<Application.RelationSuspendedArg>;
/** @internal */
export type RelationSuspendedArgs = FromGo<Application.RelationSuspendedArgs>;
/** @internal */
export type ScaleApplicationInfo = FromGo<Application.ScaleApplicationInfo>;
/** @internal */
export type ScaleApplicationParamsV2 = FromGo<Application.ScaleApplicationParamsV2>;
/** @internal */
export type ScaleApplicationResult = FromGo<Application.ScaleApplicationResult>;
/** @internal */
export type ScaleApplicationResults = FromGo<Application.ScaleApplicationResults>;
/** @internal */
export type ScaleApplicationsParamsV2 = FromGo<Application.ScaleApplicationsParamsV2>;
/** @internal */
export type StorageDirectives = FromGo<Application.StorageDirectives>;
/** @internal */
export type UnitInfoResult = FromGo<Application.UnitInfoResult>;
/** @internal */
export type UnitInfoResults = FromGo<Application.UnitInfoResults>;
/** @internal */
export type UnitResult = FromGo<Application.UnitResult>;
/** @internal */
export type UnitsResolved = FromGo<Application.UnitsResolved>;

/** `Storage` up to Juju 3.6, `storage` from 4.0 on. @internal */
export type DeployFromRepositoryArg = Amend<
  FromGo<Application.DeployFromRepositoryArg>,
  { Storage?: Record<string, StorageCons> | null; storage?: Record<string, StorageCons> | null }
>;

/** @internal */
export interface DeployFromRepositoryArgs {
  Args: DeployFromRepositoryArg[] | null;
}

/** `warnings` is of Juju 4. @internal */
export type DeployFromRepositoryInfo = FromGo<Application.DeployFromRepositoryInfo> & {
  warnings?: string[] | undefined;
};

/** @internal */
export type DeployFromRepositoryResult = Amend<
  FromGo<Application.DeployFromRepositoryResult>,
  { Info: DeployFromRepositoryInfo }
>;

/** @internal */
export interface DeployFromRepositoryResults {
  Results: DeployFromRepositoryResult[] | null;
}
