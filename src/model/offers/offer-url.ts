import { JujuError } from '../../errors';

/** An offer's URL, `controller:owner/model.offer:endpoint`, taken apart. @internal */
export interface OfferUrl {
  readonly controller: string | undefined;
  readonly owner: string | undefined;
  readonly model: string;
  readonly offer: string;
  readonly endpoint: string | undefined;
}

const form =
  /^(?:(?<controller>[^:/.\s]+):)?(?:(?<owner>[^/:\s]+)\/)?(?<model>[a-z0-9][a-z0-9-]*)\.(?<offer>[a-z][a-z0-9-]*)(?::(?<endpoint>[^:/.\s]+))?$/;

/** Whether an end of a relation is an offer's URL: no application's name has a dot. @internal */
export function isOfferUrl(text: unknown): boolean {
  return typeof text === 'string' && text.includes('.');
}

/** @throws JujuError for a text that is none, showing what one looks like @internal */
export function parseOfferUrl(text: string): OfferUrl {
  const parts = typeof text === 'string' ? form.exec(text)?.groups : undefined;
  if (parts === undefined) {
    throw new JujuError(
      `${JSON.stringify(text)} is not the URL of an offer: one is "owner/model.offer", or "controller:owner/model.offer"`,
      { code: 'not valid' },
    );
  }
  const { controller, owner, model = '', offer = '', endpoint } = parts;
  return { controller, owner, model, offer, endpoint };
}

/** What the controller that has the offer calls it. @internal */
export function localOfferUrl({ owner, model, offer }: OfferUrl, user: string): string {
  return `${owner ?? user}/${model}.${offer}`;
}

/** The same for all ways to write the URL of one offer. @internal */
export function offerKey(url: OfferUrl, user: string, ownController: string): string {
  return `${url.controller ?? ownController}:${localOfferUrl(url, user)}`;
}
