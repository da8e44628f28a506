import type * as ModelConfig from '@canonical/jujulib/dist/api/facades/model-config/ModelConfigV4.js' with {
  'resolution-mode': 'import',
};
import type { FromGo } from './from-go';

// ModelConfig 3 and 4.

/** @internal */
export type ConfigValue = FromGo<ModelConfig.ConfigValue>;
/** @internal */
export type GetConstraintsResults = FromGo<ModelConfig.GetConstraintsResults>;
/** @internal */
export type ModelConfigResults = FromGo<ModelConfig.ModelConfigResults>;
/** @internal */
export type ModelSequencesResult = FromGo<ModelConfig.ModelSequencesResult>;
/** @internal */
export type ModelSet = FromGo<ModelConfig.ModelSet>;
/** @internal */
export type ModelUnset = FromGo<ModelConfig.ModelUnset>;
/** @internal */
export type SetConstraints = FromGo<ModelConfig.SetConstraints>;
/** @internal */
export type SetModelSecretBackendArg = FromGo<ModelConfig.SetModelSecretBackendArg>;
