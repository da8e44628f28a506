import { itemsOf, onlyItemOf } from '../../juju/bulk';
import type { FacadeCall } from '../../juju/errors';
import type { Session } from '../../juju/session';
import { modelTag, userTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import { type CallLimits, leftOf } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import { explained } from '../calls/explained';
import { hasAlready } from '../calls/has-already';
import { charmOf, withCharmNames } from '../charm/with-charm-names';
import type { ModelCore } from '../model-core';
import { type OfferDetails, offerDetails } from './offer-details';
import { localOfferUrl, parseOfferUrl } from './offer-url';
import type { UnitStatus } from '../status/status';

/** What to offer. @public */
export interface CreateOfferOptions extends CallLimits {
  /** Its name. */
  readonly application: string;
  /** Endpoints of the application: its relations are with these. */
  readonly endpoints: string | readonly string[];
  /** Default: the application's name. */
  readonly name?: string;
  /** Default: the charm's. */
  readonly description?: string;
}

/** How to remove an offer. @public */
export interface RemoveOfferOptions extends CallLimits {
  /** Remove the relations that use it too; without, Juju refuses while there are some. Default: `false`. */
  readonly force?: boolean;
}

/** From this version of ApplicationOffers on (Juju 4) a model has a qualifier instead of an owner. */
const withQualifier = 6;

/** @returns the offer's name @internal */
export async function createOffer(core: ModelCore, options: CreateOfferOptions): Promise<string> {
  checkKeys(options, ['application', 'endpoints', 'name', 'description', 'signal', 'timeout'], 'createOffer');
  const { application, endpoints, name = application, description = '', ...limits } = options;
  const left = leftOf(limits, core.clock);
  const arg: wire.AddApplicationOffer = {
    'model-tag': modelTag(core.info.uuid),
    'offer-name': name,
    'application-name': application,
    'application-description': description,
    endpoints: Object.fromEntries(endpointList(endpoints).map((endpoint) => [endpoint, endpoint])),
  };
  const call = offersCall(core.controllers.own, 'Offer');
  try {
    onlyItemOf(call, await callOwn<wire.ErrorResults>(core, call.request, { Offers: [arg] }, left()));
  } catch (error) {
    const known = explained(error, core);
    throw await withCharmNames(known, core, charmOf(core, application), left());
  }
  await core.afterCommand(`${application} was offered as ${name}`, left());
  return name;
}

/** The offers of a model, with who uses them. @internal */
export async function listOffers(core: ModelCore, limits: CallLimits): Promise<readonly OfferDetails[]> {
  const { name, owner } = core.info;
  const isJuju4 = core.controllers.own.facadeVersion('ApplicationOffers') >= withQualifier;
  const filter = {
    ...(isJuju4 ? { 'model-qualifier': owner } : { 'owner-name': owner }),
    'model-name': name,
    ...{ 'offer-name': '', 'application-name': '', 'application-description': '', 'application-user': '' },
    ...{ endpoints: [], 'connected-users': [], 'allowed-users': [] },
  };
  const { results } = await callOwn<wire.QueryApplicationOffersResultsV5>(
    core,
    'ListApplicationOffers',
    { Filters: [filter] },
    limits,
  );
  return Object.freeze((results ?? []).map(offerDetails));
}

/** Removes an offer of the model, by name or URL. @internal */
export async function removeOffer(
  core: ModelCore,
  nameOrUrl: string,
  options: RemoveOfferOptions,
): Promise<void> {
  checkKeys(options, ['force', 'signal', 'timeout'], 'removeOffer');
  const { force = false, ...limits } = options;
  const url = ownUrl(core, nameOrUrl);
  const name = parseOfferUrl(url).offer;
  const offered = core.lastStatus.offers[name]?.application;
  const command = {
    what: `the offer ${name} was removed`,
    // Only by force units of the application are parted from somebody.
    concerns: ({ application }: UnitStatus, before: { offers: typeof core.lastStatus.offers }) =>
      force && application === offered && (before.offers[name]?.totalConnections ?? 0) > 0,
    limits,
  };
  await core.touching(command, async (_, left) => {
    const call = offersCall(core.controllers.own, 'DestroyOffers');
    itemsOf(call, await callOwn<wire.ErrorResults>(core, call.request, { 'offer-urls': [url], force }, left));
    return {};
  });
}

/** Gives a user access to an offer of the model (`read`, `consume` or `admin`); who has it already keeps it. @internal */
export async function grantOffer(
  core: ModelCore,
  nameOrUrl: string,
  user: string,
  access: string,
  limits: CallLimits,
): Promise<void> {
  const call = offersCall(core.controllers.own, 'ModifyOfferAccess');
  const change = { 'user-tag': userTag(user), action: 'grant', access, 'offer-url': ownUrl(core, nameOrUrl) };
  try {
    onlyItemOf(call, await callOwn<wire.ErrorResults>(core, call.request, { changes: [change] }, limits));
  } catch (error) {
    if (!hasAlready(error)) throw error;
  }
}

/** The URL of an offer of this model. @internal */
export function ownUrl(core: ModelCore, nameOrUrl: string): string {
  const { owner, name } = core.info;
  if (!nameOrUrl.includes('.')) return `${owner}/${name}.${nameOrUrl}`;
  return localOfferUrl(parseOfferUrl(nameOrUrl), owner);
}

/** @internal */
export function offersCall(session: Session, request: string): FacadeCall {
  return { facade: 'ApplicationOffers', request, version: session.facadeVersion('ApplicationOffers') };
}

function callOwn<R>(core: ModelCore, request: string, params: object, limits: CallLimits): Promise<R> {
  const { timeout } = limits;
  return core.controllers.own.call<R>('ApplicationOffers', request, params, {
    signal: core.signalFor(limits),
    ...(timeout !== undefined && { timeout }),
  });
}

function endpointList(endpoints: string | readonly string[]): readonly string[] {
  const list: readonly unknown[] = Array.isArray(endpoints) ? endpoints : [endpoints];
  const names = list.filter((each) => typeof each === 'string' && each !== '') as string[];
  if (names.length > 0 && names.length === list.length) return names;
  throw new TypeError(`createOffer needs the names of endpoints to offer; got ${JSON.stringify(endpoints)}`);
}
