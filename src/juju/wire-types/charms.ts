import type * as Charms from '@canonical/jujulib/dist/api/facades/charms/CharmsV7.js' with {
  'resolution-mode': 'import',
};
import type { Amend, FromGo } from './from-go';

// Charms 5 to 7.

/** @internal */
export type AddCharmWithOrigin = FromGo<Charms.AddCharmWithOrigin>;
/** @internal */
export type ApplicationCharmPlacement = FromGo<Charms.ApplicationCharmPlacement>;
/** @internal */
export type ApplicationCharmPlacements = FromGo<Charms.ApplicationCharmPlacements>;
/** @internal */
export type CharmActionSpec = FromGo<Charms.CharmActionSpec>;
/** @internal */
export type CharmActions = FromGo<Charms.CharmActions>;
/** @internal */
export type CharmBase = FromGo<Charms.CharmBase>;
/** @internal */
export type CharmContainer = FromGo<Charms.CharmContainer>;
/** @internal */
export type CharmDevice = FromGo<Charms.CharmDevice>;
/** @internal */
export type CharmLXDProfile = FromGo<Charms.CharmLXDProfile>;
/** @internal */
export type CharmManifest = FromGo<Charms.CharmManifest>;
/** @internal */
export type CharmMount = FromGo<Charms.CharmMount>;
/** @internal */
export type CharmOption = FromGo<Charms.CharmOption>;
/** @internal */
export type CharmOriginResult = FromGo<Charms.CharmOriginResult>;
/** @internal */
export type CharmResourceMeta = FromGo<Charms.CharmResourceMeta>;
/** @internal */
export type CharmResourceResult = FromGo<Charms.CharmResourceResult>;
/** @internal */
export type CharmResourcesResults = FromGo<Charms.CharmResourcesResults>;
/** @internal */
export type CharmStorage = FromGo<Charms.CharmStorage>;
/** @internal */
export type CharmURL = FromGo<Charms.CharmURL>;
/** @internal */
export type CharmURLAndOrigin = FromGo<Charms.CharmURLAndOrigin>;
/** @internal */
export type CharmURLAndOrigins = FromGo<Charms.CharmURLAndOrigins>;
/** @internal */
export type CharmsList = FromGo<Charms.CharmsList>;
/** @internal */
export type CharmsListResult = FromGo<Charms.CharmsListResult>;
/** @internal */
export type DownloadInfoResult = FromGo<Charms.DownloadInfoResult>;
/** @internal */
export type DownloadInfoResults = FromGo<Charms.DownloadInfoResults>;
/** @internal */
export type ResolveCharmWithChannel = FromGo<Charms.ResolveCharmWithChannel>;
/** @internal */
export type ResolveCharmWithChannelResult = FromGo<Charms.ResolveCharmWithChannelResult>;
/** @internal */
export type ResolveCharmWithChannelResults = FromGo<Charms.ResolveCharmWithChannelResults>;
/** @internal */
export type ResolveCharmsWithChannel = FromGo<Charms.ResolveCharmsWithChannel>;

/** The expression of `assumes`, an open tree. @internal */
export type CharmMeta = Amend<
  FromGo<Charms.CharmMeta>,
  {
    'assumes-expr'?: unknown;
    series?: string[] | undefined;
    deployment?: Record<string, string> | undefined;
    'payload-classes'?: Record<string, { Name: string; Type: string }> | undefined;
  }
>;

/** `metrics` is of Juju 3.6, `version` of Juju 4. @internal */
export type Charm = Amend<
  FromGo<Charms.Charm>,
  { meta?: CharmMeta | undefined; metrics?: Record<string, unknown> | undefined }
>;

/** Charms v5 and v6 answer with series. @internal */
export type ResolveCharmWithChannelResultV6 = Amend<
  FromGo<Charms.ResolveCharmWithChannelResult>,
  { 'supported-bases'?: never; 'supported-series': string[] | null }
>;

/** The body of the charm upload routes, errors included (HTTP, both forms). @internal */
export interface CharmsResponse {
  error?: string | undefined;
  'error-code'?: string | undefined;
  'error-info'?: Record<string, unknown> | undefined;
  'charm-url'?: string | undefined;
  files?: string[] | undefined;
}
