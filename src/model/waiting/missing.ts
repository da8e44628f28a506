import { whatThereIs } from '../calls/what-there-is';
import type { Reason } from './judgement';

/**
 * What a wait says of a name that the model does not have. It goes on waiting all the same: what is deployed by another
 * command, ours or somebody else's, may come at any time. But it says so at once, with the names that there are, for
 * the name may be misspelt.
 *
 * @param known - the names that the model has of that kind
 * @internal
 */
export function missingReason(entity: string, known: readonly string[]): Reason {
  return { entity, why: missingText(entity, known), missing: true };
}

/** @internal */
export function missingText(name: string, known: readonly string[]): string {
  const why = 'is not in the model (missing)';
  return known.length === 0 ? why : `${why}. ${whatThereIs(name, known)}`;
}
