import { annotated, ApiError, notFound, refused, unauthorized } from '../api-error';
import type { Params } from '../server/params';
import type { Model } from '../state/model';
import { isAtLeast, isOfferAccess, offerAccess, type OfferAccess } from '../state/offer-access';
import type { Offer } from '../state/relation-entities';
import { getConsumeDetails } from './consume-details';
import type { Call, Facade } from './facade';
import { anyone } from './facade';
import { listOffers, offersOfUrls } from './list-offers';
import { modelOfUrl } from './offer-models';
import { hasAccess } from './permissions';
import { eachDone } from './results';
import { fromTag } from './tags';
import { present } from './wire-values';

/** `ApplicationOffers`: what models offer to each other. @internal */
export const applicationOffers: Facade = {
  name: 'ApplicationOffers',
  versions: { '3.6': [4, 5], '4.0': [5, 6] },
  methods: {
    ApplicationOffers: anyone((call, params) => ({
      results: offersOfUrls(call, params.strings('offer-urls')),
    })),
    DestroyOffers: anyone(destroyOffers),
    FindApplicationOffers: anyone((call, params) => listOffers(call, params, 'read')),
    GetConsumeDetails: anyone(getConsumeDetails),
    ListApplicationOffers: anyone((call, params) => listOffers(call, params, 'admin')),
    ModifyOfferAccess: anyone(modifyOfferAccess),
    Offer: anyone(offer),
  },
};

function offer({ state, user }: Call, params: Params): object {
  const offers = params.list('Offers');
  // Juju takes one at a time only.
  if (offers.length !== 1) throw refused(`expected exactly one offer, got ${offers.length}`);
  return {
    results: eachDone(offers, (args) => {
      const model = state.model(fromTag(args.string('model-tag'), 'model'));
      if (!hasAccess(user, model, 'admin')) throw mayNotOffer(user.name, model);
      const owner = args.string('owner-tag');
      model.offer({
        application: args.string('application-name'),
        endpoints: args.stringMap('endpoints'),
        owner: owner === '' ? user.name : fromTag(owner, 'user'),
        ...present({
          name: args.string('offer-name') || undefined,
          description: args.string('application-description') || undefined,
        }),
      });
    }),
  };
}

function mayNotOffer(user: string, model: Model): ApiError {
  if (model.profile.series === '3.6') return unauthorized();
  return unauthorized(
    `checking user "user-${user}" has admin permission on model "${model.uuid}": permission denied`,
  );
}

function destroyOffers(call: Call, params: Params): object {
  const force = params.bool('force');
  return {
    results: eachDone(params.strings('offer-urls'), (url) => {
      const { model, name } = modelOfUrl(call, url);
      if (!hasAccess(call.user, model, 'admin')) throw unauthorized();
      model.destroyOffer(name, force);
    }),
  };
}

function modifyOfferAccess(call: Call, params: Params): object {
  return {
    results: eachDone(params.list('changes'), (change) => {
      const url = change.string('offer-url');
      const { model, name } = modelOfUrl(call, url);
      const found = model.offers.get(name);
      if (found === undefined)
        throw notFound(model.profile.series === '3.6' ? `application offer "${name}"` : `offer "${url}"`);
      if (offerAccess(call.user, model, found) !== 'admin') throw unauthorized();
      const access = accessOf(change.string('access'));
      const target = fromTag(change.string('user-tag'), 'user');
      const action = change.string('action');
      if (action === 'grant') grant(call, found, target, access);
      else if (action === 'revoke') revoke(found, target, access);
      else throw refused(`unknown action ${JSON.stringify(action)}`);
      model.note('applicationOffer', name);
    }),
  };
}

function accessOf(text: string): OfferAccess {
  const access = isOfferAccess(text);
  if (access !== undefined) return access;
  throw new ApiError(
    `could not modify offer access: ${JSON.stringify(text)} offer access not valid`,
    'not valid',
  );
}

function grant({ state }: Call, { users }: Offer, name: string, access: OfferAccess): void {
  const is36 = state.profile.series === '3.6';
  const doing = is36 ? 'could not grant offer access' : `could not grant offer access for "${name}"`;
  if (!state.users.has(name)) throw annotated(notFound(`user ${JSON.stringify(name)}`), doing);
  if (isAtLeast(isOfferAccess(users.get(name)), access)) {
    const has = refused(`user${is36 ? '' : ` "${name}"`} already has "${access}" access or greater`);
    throw is36 ? has : annotated(has, doing);
  }
  users.set(name, access);
}

/** Taking a level away leaves the one below it; taking `read` away leaves nothing. */
function revoke({ users }: Offer, name: string, access: OfferAccess): void {
  if (!users.has(name)) {
    throw annotated(notFound(`offer user ${JSON.stringify(name)}`), 'could not revoke offer access');
  }
  if (access === 'read') users.delete(name);
  else users.set(name, access === 'admin' ? 'consume' : 'read');
}
