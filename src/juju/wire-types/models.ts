import type * as ModelManager from '@canonical/jujulib/dist/api/facades/model-manager/ModelManagerV11.js' with {
  'resolution-mode': 'import',
};
import type { ErrorInfo } from './common';
import type { Amend, FromGo } from './from-go';

// ModelManager: v9 and v10 of Juju 3.6 (`owner-tag`), v11 of Juju 4 (`qualifier`).

/** @internal */
export type ChangeModelCredentialParams = FromGo<ModelManager.ChangeModelCredentialParams>;
/** @internal */
export type ChangeModelCredentialsParams = FromGo<ModelManager.ChangeModelCredentialsParams>;
/** @internal */
export type DestroyModelParams = FromGo<ModelManager.DestroyModelParams>;
/** @internal */
export type DestroyModelsParams = FromGo<ModelManager.DestroyModelsParams>;
/** @internal */
export type ModelApplicationInfo = FromGo<ModelManager.ModelApplicationInfo>;
/** @internal */
export type ModelDefaultValues = FromGo<ModelManager.ModelDefaultValues>;
/** @internal */
export type ModelDefaults = FromGo<ModelManager.ModelDefaults>;
/** @internal */
export type ModelDefaultsResult = FromGo<ModelManager.ModelDefaultsResult>;
/** @internal */
export type ModelDefaultsResults = FromGo<ModelManager.ModelDefaultsResults>;
/** @internal */
export type ModelEntityCount = FromGo<ModelManager.ModelEntityCount>;
/** @internal */
export type ModelFilesystemInfo = FromGo<ModelManager.ModelFilesystemInfo>;
/** @internal */
export type ModelMachineInfo = FromGo<ModelManager.ModelMachineInfo> & MachineVotes;
/** @internal */
export type ModelMigrationStatus = FromGo<ModelManager.ModelMigrationStatus>;
/** @internal */
export type ModelSummariesRequest = FromGo<ModelManager.ModelSummariesRequest>;
/** @internal */
export type ModelUnsetKeys = FromGo<ModelManager.ModelUnsetKeys>;
/** @internal */
export type ModelUserInfo = FromGo<ModelManager.ModelUserInfo>;
/** @internal */
export type ModelVolumeInfo = FromGo<ModelManager.ModelVolumeInfo>;
/** @internal */
export type ModifyModelAccess = FromGo<ModelManager.ModifyModelAccess>;
/** @internal */
export type ModifyModelAccessRequest = FromGo<ModelManager.ModifyModelAccessRequest>;
/** @internal */
export type RegionDefaults = FromGo<ModelManager.RegionDefaults>;
/** @internal */
export type SecretBackend = FromGo<ModelManager.SecretBackend>;
/** @internal */
export type SecretBackendResult = FromGo<ModelManager.SecretBackendResult>;
/** @internal */
export type SetModelDefaults = FromGo<ModelManager.SetModelDefaults>;
/** @internal */
export type SupportedFeature = FromGo<ModelManager.SupportedFeature>;
/** @internal */
export type UnsetModelDefaults = FromGo<ModelManager.UnsetModelDefaults>;

/** Whose model it is: `owner-tag` (`user-admin`) up to ModelManager 10, `qualifier` (`admin`) from 11 on. @internal */
export interface ModelOwner {
  'owner-tag'?: string | undefined;
  qualifier?: string | undefined;
}

/** @internal */
export interface ModelSLAInfo {
  level: string;
  owner: string;
}

/** @internal */
export type Model = Amend<FromGo<ModelManager.Model>, ModelOwner>;
/** @internal */
export type ModelCreateArgs = Amend<FromGo<ModelManager.ModelCreateArgs>, ModelOwner>;
/** @internal */
export type ModelStatus = Amend<FromGo<ModelManager.ModelStatus>, ModelOwner>;

/** @internal */
export interface ModelStatusResults {
  models: ModelStatus[] | null;
}

/** Fields that only Juju 3.6 writes. @internal */
export interface ModelInfoOf36 {
  'default-series'?: string | undefined;
  'default-base'?: string | undefined;
  sla?: ModelSLAInfo | null | undefined;
}

/** @internal */
export type ModelInfo = Amend<
  FromGo<ModelManager.ModelInfo>,
  ModelOwner & ModelInfoOf36 & { machines: ModelMachineInfo[] | null }
>;

/** @internal */
export interface ModelInfoResult {
  result?: ModelInfo | undefined;
  error?: ErrorInfo | undefined;
}

/** @internal */
export interface ModelInfoResults {
  results: ModelInfoResult[] | null;
}

/** @internal */
export type ModelSummary = Amend<
  FromGo<ModelManager.ModelSummary>,
  ModelOwner & Omit<ModelInfoOf36, 'default-base'>
>;

/** @internal */
export interface ModelSummaryResult {
  result?: ModelSummary | undefined;
  error?: ErrorInfo | undefined;
}

/** @internal */
export interface ModelSummaryResults {
  results: ModelSummaryResult[] | null;
}

/** @internal */
export interface UserModel {
  model: Model;
  'last-connection': string | null;
}

/** @internal */
export interface UserModelList {
  'user-models': UserModel[] | null;
}

/** A controller's machines, in Juju 3.6. @internal */
export interface MachineVotes {
  'has-vote'?: boolean | undefined;
  'wants-vote'?: boolean | undefined;
  'ha-primary'?: boolean | undefined;
}
