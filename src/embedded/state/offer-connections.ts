import type { Model } from './model';
import type { OfferConnection } from './relation-entities';

/** Whether the relation that uses an offer is joined. @internal */
export function isActive(model: Model, { relationId }: OfferConnection): boolean {
  return model.relations.get(relationId)?.status.status === 'joined';
}

/** A relation that went uses no offer any more. @internal */
export function dropConnection(model: Model, relationId: number): void {
  for (const offer of model.offers.values()) {
    const index = offer.connections.findIndex((connection) => connection.relationId === relationId);
    if (index < 0) continue;
    offer.connections.splice(index, 1);
    model.note('applicationOffer', offer.name);
  }
}
