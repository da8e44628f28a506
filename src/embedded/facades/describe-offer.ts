import type { Model } from '../state/model';
import type { OfferAccess } from '../state/offer-access';
import { offerUrl } from '../state/offer-url';
import type { Offer, OfferConnection } from '../state/relation-entities';
import { entityStatus } from '../status/details';
import type { Call } from './facade';
import { modelTag } from './tags';

/** What everybody who may see an offer is told. @internal */
export function offerDetails(call: Call, model: Model, offer: Offer, access: OfferAccess): object {
  return {
    'source-model-tag': modelTag(model.uuid),
    'offer-uuid': offer.uuid,
    'offer-url': offerUrl(model.owner, model.name, offer.name),
    'offer-name': offer.name,
    'application-description': offer.description,
    ...(offer.endpoints.size > 0 && { endpoints: endpointsOf(offer) }),
    users: usersOf(call, offer, access),
  };
}

/** An offer with what its administrators are told beside that. @internal */
export function describeOffer(
  call: Call,
  model: Model,
  offer: Offer,
  access: OfferAccess,
  isList: boolean,
): object {
  const isJuju3 = model.profile.series === '3.6';
  const isAdmin = access === 'admin';
  const { connections } = offer;
  return {
    ...offerDetails(call, model, offer, access),
    'application-name': offer.application,
    'charm-url': isAdmin || !isJuju3 ? (model.applications.get(offer.application)?.charm.url ?? '') : '',
    ...(isAdmin &&
      (isList || isJuju3 || connections.length > 0) &&
      connections.length > 0 && {
        connections: connections.flatMap((each) => describeConnection(model, each)),
      }),
  };
}

function describeConnection(model: Model, connection: OfferConnection): object[] {
  const relation = model.relations.get(connection.relationId);
  if (relation === undefined) return [];
  return [
    {
      'source-model-tag': modelTag(connection.sourceModelUuid),
      'relation-id': connection.relationId,
      username: connection.username,
      endpoint: connection.endpoint,
      status: entityStatus(relation.status),
      'ingress-subnets': null,
    },
  ];
}

function endpointsOf({ endpoints }: Offer): object[] {
  return [...endpoints]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, { role, interface: type, limit }]) => ({ name, role, interface: type, limit }));
}

/** The caller first; administrators see the others too. */
function usersOf({ state, user }: Call, { users }: Offer, access: OfferAccess): object[] {
  const own: readonly [string, string] = [user.name, access];
  const others = [...users].filter(([name]) => access === 'admin' && name !== user.name);
  return [own, ...others].map(([name, has]) => ({
    user: name,
    'display-name': state.users.has(name) ? state.users.get(name).displayName : '',
    access: has,
  }));
}
