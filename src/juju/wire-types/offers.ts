import type * as Offers from '@canonical/jujulib/dist/api/facades/application-offers/ApplicationOffersV6.js' with {
  'resolution-mode': 'import',
};
import type { Amend, FromGo } from './from-go';

// ApplicationOffers: v4 and v5 of Juju 3.6, v6 of Juju 4.

/** @internal */
export type AddApplicationOffer = FromGo<Offers.AddApplicationOffer>;
/** @internal */
export type AddApplicationOffers = FromGo<Offers.AddApplicationOffers>;
/** @internal */
export type ApplicationOfferAdminDetailsV5 = FromGo<Offers.ApplicationOfferAdminDetailsV5>;
/** @internal */
export type ApplicationOfferResult = FromGo<Offers.ApplicationOfferResult>;
/** @internal */
export type ApplicationOffersResults = FromGo<Offers.ApplicationOffersResults>;
/** @internal */
export type ConsumeOfferDetails = FromGo<Offers.ConsumeOfferDetails>;
/** @internal */
export type ConsumeOfferDetailsArg = FromGo<Offers.ConsumeOfferDetailsArg>;
/** @internal */
export type ConsumeOfferDetailsResult = FromGo<Offers.ConsumeOfferDetailsResult>;
/** @internal */
export type ConsumeOfferDetailsResults = FromGo<Offers.ConsumeOfferDetailsResults>;
/** @internal */
export type DestroyApplicationOffers = FromGo<Offers.DestroyApplicationOffers>;
/** @internal */
export type EndpointFilterAttributes = FromGo<Offers.EndpointFilterAttributes>;
/** @internal */
export type ModifyOfferAccess = FromGo<Offers.ModifyOfferAccess>;
/** @internal */
export type ModifyOfferAccessRequest = FromGo<Offers.ModifyOfferAccessRequest>;
/** @internal */
export type OfferConnection = FromGo<Offers.OfferConnection>;
/** @internal */
export type OfferURLs = FromGo<Offers.OfferURLs>;
/** @internal */
export type QueryApplicationOffersResultsV5 = FromGo<Offers.QueryApplicationOffersResultsV5>;
/** @internal */
export type RemoteApplicationInfo = FromGo<Offers.RemoteApplicationInfo>;
/** @internal */
export type RemoteApplicationInfoResult = FromGo<Offers.RemoteApplicationInfoResult>;
/** @internal */
export type RemoteApplicationInfoResults = FromGo<Offers.RemoteApplicationInfoResults>;

/** `owner-name` up to v5, `model-qualifier` from v6 on. @internal */
export type OfferFilter = Amend<
  FromGo<Offers.OfferFilter>,
  { 'owner-name'?: string | undefined; 'model-qualifier'?: string | undefined }
>;

/** @internal */
export interface OfferFilters {
  Filters: OfferFilter[] | null;
}
