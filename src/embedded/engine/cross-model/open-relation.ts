import type { Endpoint, Offer, Relation, RemoteApplication } from '../../state/relation-entities';
import { makeRelation } from '../../state/make-relation';
import { consumerName } from '../../state/consumer-name';
import type { Model } from '../../state/model';
import { makeRemoteApplication, toEndpoints } from '../../state/remote-applications';
import { endOf } from '../../state/scope';
import type { Side } from './mirror';

/** The two sides of a relation across models. @internal */
export interface CrossModelRelation {
  readonly consumer: Side;
  readonly offerer: Side;
}

/** What an offer is looked up as. @internal */
export interface OfferedBy {
  readonly controllerUuid: string;
  readonly model: Model;
  readonly offer: Offer;
}

/**
 * Makes the other side of a relation with a consumed application, in the model that offers it: an application that
 * stands for the consumer, and a relation with that.
 *
 * @param consumer - where the consumer is
 * @returns nothing where the offer has no such endpoint any more
 * @internal
 */
export function openRelation(
  consumer: { readonly model: Model; readonly controllerUuid: string },
  relation: Relation,
  remote: RemoteApplication,
  { model, offer }: OfferedBy,
): CrossModelRelation | undefined {
  const own = relation.endpoints.find(({ application }) => application !== remote.name);
  const offered = offer.endpoints.get(endOf(relation, remote.name)?.name ?? '');
  if (own === undefined || offered === undefined) return undefined;
  const proxy = proxyFor(consumer, own, remote, model);
  const ends = [...toEndpoints(proxy.name, [remoteEnd(own)]), offered];
  const made = makeRelation(model, ends);
  offer.connections.push({
    sourceModelUuid: consumer.model.uuid,
    relationId: made.id,
    username: remote.username,
    endpoint: offered.name,
  });
  model.note('applicationOffer', offer.name);
  const { application } = own;
  consumer.model.exportedApplications.add(application);
  return {
    consumer: { model: consumer.model, relation, application, remote: remote.name },
    offerer: { model, relation: made, application: offer.application, remote: proxy.name },
  };
}

function proxyFor(
  { model: { uuid: modelUuid }, controllerUuid }: { readonly model: Model; readonly controllerUuid: string },
  own: Endpoint,
  { offerUuid, offerName, username }: RemoteApplication,
  model: Model,
): RemoteApplication {
  const name = consumerName(modelUuid, own.application);
  const known = model.remoteApplications.get(name);
  if (known !== undefined) return known;
  return makeRemoteApplication(model, {
    ...{ name, offerUuid, offerName, username },
    offerUrl: '',
    endpoints: [remoteEnd(own)],
    source: { controllerUuid, modelUuid },
    isConsumerProxy: true,
  });
}

const remoteEnd = ({ name, role, interface: type, limit }: Endpoint) => ({
  name,
  role: role === 'provider' ? ('provider' as const) : ('requirer' as const),
  interface: type,
  limit,
});
