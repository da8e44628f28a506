import type * as Secrets from '@canonical/jujulib/dist/api/facades/secrets/SecretsV2.js' with {
  'resolution-mode': 'import',
};
import type { FromGo } from './from-go';

// Secrets 1 and 2. Values are base64.

/** @internal */
export type AccessInfo = FromGo<Secrets.AccessInfo>;
/** @internal */
export type CreateSecretArg = FromGo<Secrets.CreateSecretArg>;
/** @internal */
export type CreateSecretArgs = FromGo<Secrets.CreateSecretArgs>;
/** @internal */
export type DeleteSecretArg = FromGo<Secrets.DeleteSecretArg>;
/** @internal */
export type DeleteSecretArgs = FromGo<Secrets.DeleteSecretArgs>;
/** @internal */
export type GrantRevokeUserSecretArg = FromGo<Secrets.GrantRevokeUserSecretArg>;
/** @internal */
export type ListSecretResult = FromGo<Secrets.ListSecretResult>;
/** @internal */
export type ListSecretResults = FromGo<Secrets.ListSecretResults>;
/** @internal */
export type ListSecretsArgs = FromGo<Secrets.ListSecretsArgs>;
/** @internal */
export type SecretContentParams = FromGo<Secrets.SecretContentParams>;
/** @internal */
export type SecretRevision = FromGo<Secrets.SecretRevision>;
/** @internal */
export type SecretValueRef = FromGo<Secrets.SecretValueRef>;
/** @internal */
export type SecretValueResult = FromGo<Secrets.SecretValueResult>;
/** @internal */
export type SecretsFilter = FromGo<Secrets.SecretsFilter>;
/** @internal */
export type UpdateUserSecretArg = FromGo<Secrets.UpdateUserSecretArg>;
/** @internal */
export type UpdateUserSecretArgs = FromGo<Secrets.UpdateUserSecretArgs>;
/** @internal */
export type UpsertSecretArg = FromGo<Secrets.UpsertSecretArg>;
