import type * as CloudFacade from '@canonical/jujulib/dist/api/facades/cloud/CloudV8.js' with {
  'resolution-mode': 'import',
};
import type { ErrorInfo } from './common';
import type { FromGo } from './from-go';

// Cloud 7 and 8. Tags key the clouds: `cloud-localhost`.

/** @internal */
export type AddCloudArgs = FromGo<CloudFacade.AddCloudArgs>;
/** @internal */
export type Cloud = FromGo<CloudFacade.Cloud>;
/** @internal */
export type CloudCredentialArg = FromGo<CloudFacade.CloudCredentialArg>;
/** @internal */
export type CloudCredentialArgs = FromGo<CloudFacade.CloudCredentialArgs>;
/** @internal */
export type CloudCredentialResult = FromGo<CloudFacade.CloudCredentialResult>;
/** @internal */
export type CloudCredentialResults = FromGo<CloudFacade.CloudCredentialResults>;
/** @internal */
export type CloudDetails = FromGo<CloudFacade.CloudDetails>;
/** @internal */
export type CloudRegion = FromGo<CloudFacade.CloudRegion>;
/** @internal */
export type CloudResult = FromGo<CloudFacade.CloudResult>;
/** @internal */
export type CloudResults = FromGo<CloudFacade.CloudResults>;
/** @internal */
export type CloudUserInfo = FromGo<CloudFacade.CloudUserInfo>;
/** @internal */
export type CloudsResult = FromGo<CloudFacade.CloudsResult>;
/** @internal */
export type ControllerCredentialInfo = FromGo<CloudFacade.ControllerCredentialInfo>;
/** @internal */
export type CredentialContent = FromGo<CloudFacade.CredentialContent>;
/** @internal */
export type CredentialContentResult = FromGo<CloudFacade.CredentialContentResult>;
/** @internal */
export type CredentialContentResults = FromGo<CloudFacade.CredentialContentResults>;
/** @internal */
export type ListCloudsRequest = FromGo<CloudFacade.ListCloudsRequest>;
/** @internal */
export type ModelAccess = FromGo<CloudFacade.ModelAccess>;
/** @internal */
export type ModelConfigSchemaArgs = FromGo<CloudFacade.ModelConfigSchemaArgs>;
/** @internal */
export type ModelConfigSchemaField = FromGo<CloudFacade.ModelConfigSchemaField>;
/** @internal */
export type ModelConfigSchemaResult = FromGo<CloudFacade.ModelConfigSchemaResult>;
/** @internal */
export type ModifyCloudAccess = FromGo<CloudFacade.ModifyCloudAccess>;
/** @internal */
export type ModifyCloudAccessRequest = FromGo<CloudFacade.ModifyCloudAccessRequest>;
/** @internal */
export type RevokeCredentialArg = FromGo<CloudFacade.RevokeCredentialArg>;
/** @internal */
export type RevokeCredentialArgs = FromGo<CloudFacade.RevokeCredentialArgs>;
/** @internal */
export type TaggedCredential = FromGo<CloudFacade.TaggedCredential>;
/** @internal */
export type TaggedCredentials = FromGo<CloudFacade.TaggedCredentials>;
/** @internal */
export type UpdateCloudArgs = FromGo<CloudFacade.UpdateCloudArgs>;
/** @internal */
export type UpdateCredentialArgs = FromGo<CloudFacade.UpdateCredentialArgs>;
/** @internal */
export type UpdateCredentialModelResult = FromGo<CloudFacade.UpdateCredentialModelResult>;
/** @internal */
export type UpdateCredentialResult = FromGo<CloudFacade.UpdateCredentialResult>;
/** @internal */
export type UpdateCredentialResults = FromGo<CloudFacade.UpdateCredentialResults>;
/** @internal */
export type UserCloud = FromGo<CloudFacade.UserCloud>;
/** @internal */
export type UserClouds = FromGo<CloudFacade.UserClouds>;

/** @internal */
export type CloudInfo = CloudDetails & { users: CloudUserInfo[] | null };

/** @internal */
export interface CloudInfoResult {
  result?: CloudInfo | undefined;
  error?: ErrorInfo | undefined;
}

/** @internal */
export interface CloudInfoResults {
  results: CloudInfoResult[] | null;
}

/** @internal */
export type ListCloudInfo = CloudDetails & { 'user-access': string };

/** @internal */
export interface ListCloudInfoResult {
  result?: ListCloudInfo | undefined;
  error?: ErrorInfo | undefined;
}

/** @internal */
export interface ListCloudInfoResults {
  results: ListCloudInfoResult[] | null;
}
