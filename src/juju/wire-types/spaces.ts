import type * as Spaces from '@canonical/jujulib/dist/api/facades/spaces/SpacesV6.js' with {
  'resolution-mode': 'import',
};
import type { FromGo } from './from-go';

// Spaces 6.

/** @internal */
export type CreateSpacesParams = FromGo<Spaces.CreateSpacesParams>;
/** @internal */
export type ListSpacesResults = FromGo<Spaces.ListSpacesResults>;
/** @internal */
export type ShowSpaceResult = FromGo<Spaces.ShowSpaceResult>;
/** @internal */
export type ShowSpaceResults = FromGo<Spaces.ShowSpaceResults>;
/** @internal */
export type Space = FromGo<Spaces.Space>;
/** @internal */
export type Subnet = FromGo<Spaces.Subnet>;
/** @internal */
export type RemoveSpaceParams = FromGo<Spaces.RemoveSpaceParams>;
/** @internal */
export type RemoveSpaceResults = FromGo<Spaces.RemoveSpaceResults>;
/** @internal */
export type RenameSpacesParams = FromGo<Spaces.RenameSpacesParams>;
