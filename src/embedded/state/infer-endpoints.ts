import type { Endpoint } from './relation-entities';
import type { Model } from './model';
import { endpointsNamed, isImplicit } from './endpoints';
import { refused } from '../api-error';
import { relationKey } from './relation-key';

/**
 * The two endpoints that `app` or `app:endpoint` can mean. An implicit one is taken only when nothing else fits.
 *
 * @throws ApiError `no relations found`, `ambiguous relation: …`
 * @internal
 */
export function inferEndpoints(model: Model, names: readonly string[]): [Endpoint, Endpoint] {
  const [first, second, ...rest] = names;
  if (first === undefined || second === undefined || rest.length > 0) {
    throw refused(`cannot relate ${names.length} endpoints`);
  }
  const candidates = pairs(candidatesFor(model, first), candidatesFor(model, second));
  if (candidates.length === 1 && candidates[0] !== undefined) return candidates[0];
  if (candidates.length === 0) throw refused('no relations found');
  const explicit = candidates.filter((pair) => !pair.some(isImplicit));
  if (explicit.length === 1 && explicit[0] !== undefined) return explicit[0];
  const keys = candidates.map((pair) => `"${relationKey(pair)}"`).toSorted();
  throw refused(`ambiguous relation: "${names.join(' ')}" could refer to ${keys.join('; ')}`);
}

function candidatesFor(model: Model, name: string): Endpoint[] {
  const [applicationName = '', endpointName, ...rest] = name.split(':');
  if (rest.length > 0 || applicationName === '' || endpointName === '')
    throw refused(`invalid endpoint "${name}"`);
  return endpointsNamed(model, applicationName, endpointName);
}

/** Every pair of an endpoint of the one and of the other that may be related. @internal */
export function pairs(ones: readonly Endpoint[], others: readonly Endpoint[]): [Endpoint, Endpoint][] {
  return ones.flatMap((one) =>
    others.filter((other) => canRelate(one, other)).map((other): [Endpoint, Endpoint] => [one, other]),
  );
}

/** Opposite roles of one interface; container scope needs a subordinate. */
function canRelate(one: Endpoint, other: Endpoint): boolean {
  if (one.application === other.application || one.interface !== other.interface) return false;
  if (one.role === other.role || one.role === 'peer' || other.role === 'peer') return false;
  return (one.scope === 'global' && other.scope === 'global') || one.subordinate || other.subordinate;
}
