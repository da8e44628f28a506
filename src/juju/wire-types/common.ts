import type * as Admin from '@canonical/jujulib/dist/api/facades/admin/AdminV3.js' with {
  'resolution-mode': 'import',
};
import type * as Application from '@canonical/jujulib/dist/api/facades/application/ApplicationV22.js' with {
  'resolution-mode': 'import',
};
import type * as Action from '@canonical/jujulib/dist/api/facades/action/ActionV7.js' with {
  'resolution-mode': 'import',
};
import type * as Cloud from '@canonical/jujulib/dist/api/facades/cloud/CloudV8.js' with {
  'resolution-mode': 'import',
};
import type * as MachineManager from '@canonical/jujulib/dist/api/facades/machine-manager/MachineManagerV11.js' with {
  'resolution-mode': 'import',
};
import type * as ModelManager from '@canonical/jujulib/dist/api/facades/model-manager/ModelManagerV11.js' with {
  'resolution-mode': 'import',
};
import type * as ResourcesFacade from '@canonical/jujulib/dist/api/facades/resources/ResourcesV3.js' with {
  'resolution-mode': 'import',
};
import type { FromGo } from './from-go';

// Shapes that more than one facade speaks.

/** @internal */
export type Address = FromGo<Admin.Address>;
/** @internal */
export type HostPort = FromGo<Admin.HostPort>;
/** @internal */
export type Base = FromGo<Application.Base>;
/** @internal */
export type CharmOrigin = FromGo<Application.CharmOrigin>;
/** @internal */
export type CharmRelation = FromGo<Application.CharmRelation>;
/** @internal */
export type ConstraintsValue = FromGo<Application.Value>;
/** @internal */
export type Entities = FromGo<Application.Entities>;
/** @internal */
export type Entity = FromGo<Application.Entity>;
/** @internal */
export type ErrorInfo = FromGo<Application.Error>;
/** @internal */
export type ErrorResult = FromGo<Application.ErrorResult>;
/** @internal */
export type ErrorResults = FromGo<Application.ErrorResults>;
/** @internal */
export type ExposedEndpoint = FromGo<Application.ExposedEndpoint>;
/** @internal */
export type ExternalControllerInfo = FromGo<Application.ExternalControllerInfo>;
/** @internal */
export type OfferUserDetails = FromGo<Application.OfferUserDetails>;
/** @internal */
export type Placement = FromGo<Application.Placement>;
/** @internal */
export type RemoteEndpoint = FromGo<Application.RemoteEndpoint>;
/** @internal */
export type StorageCons = FromGo<Application.Directive>;
/** @internal */
export type DeviceCons = FromGo<Application.Constraints>;
/** @internal */
export type StringResult = FromGo<Application.StringResult>;
/** @internal */
export type StringsWatchResult = FromGo<Action.StringsWatchResult>;
/** @internal */
export type StringsWatchResults = FromGo<Action.StringsWatchResults>;
/** @internal */
export type CloudCredential = FromGo<Cloud.CloudCredential>;
/** @internal */
export type StringsResult = FromGo<Cloud.StringsResult>;
/** @internal */
export type StringsResults = FromGo<Cloud.StringsResults>;
/** @internal */
export type HardwareCharacteristics = FromGo<MachineManager.HardwareCharacteristics>;
/** @internal */
export type EntityStatus = FromGo<ModelManager.EntityStatus>;
/** @internal */
export type MachineHardware = FromGo<ModelManager.MachineHardware>;
/** @internal */
export type StringResults = FromGo<ModelManager.StringResults>;

/** `fingerprint` is the SHA-384, base64. @internal */
export type CharmResource = FromGo<ResourcesFacade.CharmResource>;

/** A macaroon as JSON, version 1 or 2: opaque to all but the bakery. @internal */
export type Macaroon = Record<string, unknown>;

/** The void answer. @internal */
export type Empty = Record<string, never>;

/** @internal */
export interface AllWatcherId {
  'watcher-id': string;
}

/** `alive`, `dying`, `dead`; `''` in a status means alive. @internal */
export type Life = 'alive' | 'dying' | 'dead';
