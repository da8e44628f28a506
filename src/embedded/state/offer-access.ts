import type { User } from './cloud-entities';
import type { ControllerState } from './controller-state';
import type { Model } from './model';
import type { Offer } from './relation-entities';

/** What a user may do with an offer. @public */
export type OfferAccess = 'read' | 'consume' | 'admin';

const levels: readonly OfferAccess[] = ['read', 'consume', 'admin'];

/** What a user may do with an offer; administrators of the model or the controller may do all. @internal */
export function offerAccess(user: User, model: Model, offer: Offer): OfferAccess | undefined {
  if (user.access === 'superuser' || model.access.get(user.name) === 'admin') return 'admin';
  return isOfferAccess(offer.users.get(user.name));
}

/** Whether who was let consume an offer still is: they may have lost that right, or have made up the macaroon. @internal */
export function mayConsume(
  { users }: ControllerState,
  username: string,
  { model, offer }: { readonly model: Model; readonly offer: Offer },
): boolean {
  const user = users.has(username) ? users.get(username) : undefined;
  return user !== undefined && isAtLeast(offerAccess(user, model, offer), 'consume');
}

/** @internal */
export function isAtLeast(has: OfferAccess | undefined, wanted: OfferAccess): boolean {
  return has !== undefined && levels.indexOf(has) >= levels.indexOf(wanted);
}

/** The access of that name, if it is one. @internal */
export function isOfferAccess(text: string | undefined): OfferAccess | undefined {
  return levels.find((level) => level === text);
}
