import { ApiError, notFound } from '../api-error';
import type { Model } from '../state/model';
import { parseOfferUrl } from '../state/offer-url';
import type { Call } from './facade';

/** The model of a URL, whose owner is the caller where the URL names none, and the offer's name. @internal */
export function modelOfUrl(call: Call, url: string): { readonly model: Model; readonly name: string } {
  const { owner, model, offer } = parseOfferUrl(url);
  return { model: modelNamed(call, owner || call.user.name, model), name: offer };
}

/** @internal */
export function modelNamed({ state }: Call, owner: string, name: string): Model {
  const found = [...state.models.values()].find((model) => model.name === name && model.owner === owner);
  if (found !== undefined) return found;
  if (state.profile.series === '3.6') throw notFound(`model "${owner}/${name}"`);
  throw new ApiError(`model "${owner}/${name}": not found`, 'not found');
}
