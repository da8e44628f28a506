import type { Params } from '../server/params';
import type { Model } from '../state/model';
import { isAtLeast, isOfferAccess } from '../state/offer-access';
import type { Offer } from '../state/relation-entities';
import { fromTag } from './tags';

/** Whether an offer is what a filter asks for; what a filter does not name may be anything. @internal */
export function matchesFilter(model: Model, offer: Offer, filter: Params): boolean {
  const application = filter.string('application-name');
  return (
    isNamed(model, offer.name, filter.string('offer-name')) &&
    (application === '' || offer.application === application) &&
    offer.description.includes(filter.string('application-description')) &&
    hasEndpoint(offer, filter.list('endpoints')) &&
    isAnyOf(filter.strings('connected-users'), (name) =>
      offer.connections.some(({ username }) => username === name),
    ) &&
    isAnyOf(filter.strings('allowed-users'), (name) =>
      isAtLeast(isOfferAccess(offer.users.get(name)), 'consume'),
    )
  );
}

/** Clients ask for `^name$`, quoted; Juju 3.6 takes any pattern, and part of a name. */
function isNamed({ profile }: Model, name: string, wanted: string): boolean {
  if (wanted === '') return true;
  if (profile.series === '3.6') return new RegExp(wanted).test(name);
  return wanted.replace(/^\^/, '').replace(/\$$/, '').replaceAll('\\', '') === name;
}

function hasEndpoint({ endpoints }: Offer, wanted: readonly Params[]): boolean {
  if (wanted.length === 0) return true;
  return wanted.some((term) =>
    [...endpoints].some(
      ([name, { role, interface: type }]) =>
        is(term.string('name'), name) && is(term.string('role'), role) && is(term.string('interface'), type),
    ),
  );
}

const is = (wanted: string, has: string): boolean => wanted === '' || wanted === has;

function isAnyOf(tags: readonly string[], fits: (name: string) => boolean): boolean {
  return tags.length === 0 || tags.some((tag) => fits(fromTag(tag, 'user')));
}
