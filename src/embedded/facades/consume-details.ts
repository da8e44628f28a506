import { randomBytes } from 'node:crypto';
import { unauthorized } from '../api-error';
import type { Params } from '../server/params';
import { isAtLeast } from '../state/offer-access';
import type { Call } from './facade';
import { offerDetails } from './describe-offer';
import { seenAt } from './list-offers';
import { requireSuperuser } from './permissions';
import { each } from './results';
import { fromTag } from './tags';

/** `ApplicationOffers.GetConsumeDetails`: what another model needs to know to consume an offer. @internal */
export function getConsumeDetails(call: Call, params: Params): object {
  const consumer = consumerOf(call, params.string('user-tag'));
  const urls = params.nested('offer-urls').strings('offer-urls');
  return {
    results: each(urls, (url) => {
      const { model, offer, access } = seenAt(consumer, url);
      if (!isAtLeast(access, 'consume')) throw unauthorized();
      const { user } = consumer;
      return {
        offer: offerDetails(consumer, model, offer, access),
        macaroon: newMacaroon(call, { offerUuid: offer.uuid, username: user.name }, model.uuid),
        'external-controller': externalController(call),
      };
    }),
  };
}

/** Administrators of the controller may ask for somebody else. */
function consumerOf(call: Call, tag: string): Call {
  if (tag === '') return call;
  requireSuperuser(call.user);
  return { ...call, user: call.state.users.get(fromTag(tag, 'user')) };
}

/** A macaroon in form; here it is a key to what the controller remembers of whom it gave it to. */
function newMacaroon(
  { state }: Call,
  grant: { readonly offerUuid: string; readonly username: string },
  modelUuid: string,
): object {
  const identifier = randomBytes(24).toString('base64url');
  state.consumeGrants.set(identifier, grant);
  return {
    location: `juju model ${modelUuid}`,
    identifier,
    caveats: [],
    signature: randomBytes(32).toString('hex'),
  };
}

function externalController({ state, server }: Call): object {
  return {
    'controller-tag': `controller-${state.uuid}`,
    'controller-alias': state.name,
    addrs: [`127.0.0.1:${server.port}`],
    'ca-cert': server.caCert,
  };
}
