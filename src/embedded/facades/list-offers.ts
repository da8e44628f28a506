import { notFound, notSupported, refused, unauthorized, ApiError } from '../api-error';
import type { Params } from '../server/params';
import type { Offer } from '../state/relation-entities';
import type { Model } from '../state/model';
import { offerAccess, type OfferAccess } from '../state/offer-access';
import { offerUrl, parseOfferUrl } from '../state/offer-url';
import type { Call } from './facade';
import { describeOffer } from './describe-offer';
import { matchesFilter } from './offer-filter';
import { modelNamed } from './offer-models';
import { hasAccess } from './permissions';
import { each } from './results';

/** An offer that somebody may see. */
interface Seen {
  readonly model: Model;
  readonly offer: Offer;
  readonly access: OfferAccess;
}

/** `ListApplicationOffers`, for administrators of the models, and `FindApplicationOffers`, for who may read the offers. @internal */
export function listOffers(call: Call, params: Params, wanted: 'read' | 'admin'): object {
  const filters = params.list('Filters');
  if (filters.length === 0) throw refused('at least one offer filter is required');
  const searchesAll = wanted === 'read' && filters.length === 1 && filters[0]?.string('model-name') === '';
  const found = filters.flatMap((filter) =>
    searchesAll
      ? [...call.state.models.values()].flatMap((model) => seen(call, model, wanted, filter))
      : seen(call, modelOfFilter(call, filter), wanted, filter),
  );
  const unique = [...new Map(found.map((each) => [each.offer, each])).values()];
  const results = unique.map(({ model, offer, access }) =>
    describeOffer(call, model, offer, access, wanted === 'admin'),
  );
  return { results: results.length === 0 ? null : results };
}

/** `ApplicationOffers`: each URL with its offer, or why not. @internal */
export function offersOfUrls(call: Call, urls: readonly string[]): object[] {
  return each(urls, (url) => {
    const { model, offer, access } = seenAt(call, url);
    return { result: describeOffer(call, model, offer, access, false) };
  });
}

/** The offer of a URL, as far as the caller may see it. @internal */
export function seenAt(call: Call, url: string): Seen {
  const { source, owner, model: name, offer: offerName, hasEndpoint } = parseOfferUrl(url);
  const isJuju3 = call.state.profile.series === '3.6';
  if (hasEndpoint) {
    throw new ApiError(
      `saas application "${url}" shouldn't include endpoint`,
      isJuju3 ? '' : 'not supported',
    );
  }
  if (source !== '') {
    const what = 'query for non-local application offers';
    throw isJuju3 ? notSupported(what) : new ApiError(what, 'not supported');
  }
  const model = modelNamed(call, owner || call.user.name, name);
  const offer = model.offers.get(offerName);
  const access = offer && accessTo(call, model, offer);
  if (offer !== undefined && access !== undefined) return { model, offer, access };
  throw notFound(`application offer "${offerUrl(model.owner, model.name, offerName)}"`);
}

function seen(call: Call, model: Model, wanted: 'read' | 'admin', filter: Params): Seen[] {
  if (wanted === 'admin' && !hasAccess(call.user, model, 'admin')) throw unauthorized();
  return [...model.offers.values()].flatMap((offer) => {
    const access = accessTo(call, model, offer);
    return access !== undefined && matchesFilter(model, offer, filter) ? [{ model, offer, access }] : [];
  });
}

/** On Juju 4 who may read the model sees its offers too. */
function accessTo({ user }: Call, model: Model, offer: Offer): OfferAccess | undefined {
  const own = offerAccess(user, model, offer);
  return own ?? (model.profile.series === '4.0' && hasAccess(user, model, 'read') ? 'read' : undefined);
}

function modelOfFilter(call: Call, filter: Params): Model {
  const name = filter.string('model-name');
  if (name === '') throw refused('application offer filter must specify a model name');
  const owner = filter.string(call.version >= 6 ? 'model-qualifier' : 'owner-name');
  return modelNamed(call, owner || call.user.name, name);
}
