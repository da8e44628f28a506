import type * as Resources from '@canonical/jujulib/dist/api/facades/resources/ResourcesV3.js' with {
  'resolution-mode': 'import',
};
import type { ErrorResult } from './common';
import type { FromGo } from './from-go';

// Resources 3.

/** @internal */
export type AddPendingResourcesArgsV2 = FromGo<Resources.AddPendingResourcesArgsV2>;
/** @internal */
export type AddPendingResourcesResult = FromGo<Resources.AddPendingResourcesResult>;
/** @internal */
export type ListResourcesArgs = FromGo<Resources.ListResourcesArgs>;
/** @internal */
export type Resource = FromGo<Resources.Resource>;
/** @internal */
export type ResourcesResult = FromGo<Resources.ResourcesResult>;
/** @internal */
export type ResourcesResults = FromGo<Resources.ResourcesResults>;
/** @internal */
export type UnitResources = FromGo<Resources.UnitResources>;

/** The answer to an uploaded resource (HTTP). @internal */
export type UploadResult = ErrorResult & { resource: Resource };
