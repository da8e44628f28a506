import type { DestroyRelationArgs } from './requests';
import type { Model } from './model';
import type { Relation } from './relation-entities';
import { badRequest, notFound, refused } from '../api-error';
import { candidatesOfJuju4 } from './add-relation-of-juju-4';
import { pairs } from './infer-endpoints';
import { relationKey } from './relation-key';

/**
 * The relation that `juju remove-relation` means on Juju 4: what the charms allow decides, and only where they allow
 * several does it count which relation there is.
 *
 * @internal
 */
export function findRelationOfJuju4(model: Model, args: DestroyRelationArgs): Relation {
  const { endpoints = [], id = 0 } = args;
  const relation = endpoints.length > 0 ? byEndpoints(model, endpoints) : model.relations.get(id);
  if (relation === undefined) throw notFound(`relation with endpoints [${endpoints.join(' ')}] or id ${id}`);
  if (relation.endpoints.length === 1) throw refused('cannot remove a peer relation');
  return relation;
}

function byEndpoints(model: Model, names: readonly string[]): Relation | undefined {
  const [first, second, ...rest] = names;
  if (first === undefined || second === undefined) throw refused('removing a peer relation');
  if (rest.length > 0) {
    throw refused(`invalid endpoint length: ${names.length}, must be 2 or 0 with relation ID provided`);
  }
  const possible = pairs(candidatesOfJuju4(model, first), candidatesOfJuju4(model, second));
  const [only] = possible;
  const relations = [...model.relations.values()];
  if (only === undefined) return undefined;
  if (possible.length === 1) return relations.find(({ key }) => key === relationKey(only));
  const between = new Set(only.map(({ application }) => application));
  const existing = relations.filter(
    ({ endpoints }) =>
      endpoints.length === 2 && endpoints.every(({ application }) => between.has(application)),
  );
  if (existing.length <= 1) return existing[0];
  const quoted = names.map((name) => `"${name}"`).join(' ');
  throw badRequest(`endpoints [${quoted}] are ambiguous, specify relation endpoints or id`);
}
