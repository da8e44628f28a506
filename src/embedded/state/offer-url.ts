import { notValid, refused } from '../api-error';
import { isValidApplicationName, isValidModelName, isValidUserName } from './names';

/** The parts of `controller:owner/model.offer:endpoint`; what is not said is `''`. @internal */
export interface OfferUrl {
  readonly source: string;
  readonly owner: string;
  readonly model: string;
  readonly offer: string;
  readonly hasEndpoint: boolean;
}

/** Takes an offer's URL apart. @internal */
export function parseOfferUrl(text: string): OfferUrl {
  const form =
    /^(?:(?<source>[^:/.]+):)?\/?(?:(?<owner>[^/:]+)\/)?(?<model>[^./:]*)(?:\.(?<offer>[^/:]*)(?<endpoint>:[^/:]*)?)?$/;
  const parts = form.exec(text)?.groups;
  if (parts === undefined || text.startsWith(':')) {
    throw refused(
      `application offer URL has invalid form, must be [<user/]<model>.<appname>: ${JSON.stringify(text)}`,
    );
  }
  const { source = '', owner = '', model = '', offer = '', endpoint } = parts;
  if (model === '') throw refused('application offer URL is missing model');
  if (offer === '') throw refused('application offer URL is missing application');
  if (owner !== '' && !isValidUserName(owner)) throw notValid(`user name "${owner}"`);
  if (!isValidModelName(model)) throw notValid(`model name "${model}"`);
  if (!isValidApplicationName(offer)) throw notValid(`application name "${offer}"`);
  return { source, owner, model, offer, hasEndpoint: endpoint !== undefined };
}

/** `owner/model.offer`. @internal */
export const offerUrl = (owner: string, model: string, offer: string): string => `${owner}/${model}.${offer}`;
