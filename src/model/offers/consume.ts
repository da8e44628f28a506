import { onlyItemOf } from '../../juju/bulk';
import { applicationTag } from '../../juju/tags';
import type { Session } from '../../juju/session';
import type * as wire from '../../juju/wire-types';
import { type CallLimits, leftOf } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import { JujuError } from '../../errors';
import { type ControllerReference, nameOfController } from '../controller/controllers';
import type { ModelCore } from '../model-core';
import { userNameOf } from '../model-info';
import { localOfferUrl, offerKey, type OfferUrl, parseOfferUrl } from './offer-url';
import { offersCall } from './offers';

/** How to consume an offer. @public */
export interface ConsumeOptions extends CallLimits {
  /** What it is to be called in this model. Default: the offer's name. */
  readonly alias?: string;
  /**
   * The controller that has the offer: its name, as the `juju` client knows it, or the controller itself. Default: the
   * one that the URL names, else the model's own.
   */
  readonly controller?: ControllerReference;
}

/**
 * Consumes an offer; one that was consumed under the name already is taken as it is.
 *
 * @returns its name in the model
 * @internal
 */
export async function consume(core: ModelCore, url: string, options: ConsumeOptions): Promise<string> {
  checkKeys(options, ['alias', 'controller', 'signal', 'timeout'], 'consume');
  const { alias, controller, ...limits } = options;
  const left = leftOf(limits, core.clock);
  const offer = parseOfferUrl(url);
  if (offer.endpoint !== undefined) {
    throw new JujuError(`An offer is consumed as a whole: leave ":${offer.endpoint}" away from "${url}"`, {
      code: 'not valid',
    });
  }
  const { session, details } = await consumeDetails(core, offer, controller, left);
  const name = alias ?? offer.offer;
  const given = details.offer;
  if (given === undefined) throw new JujuError(`The controller told nothing of the offer "${url}"`);
  const isOwn = session === core.controllers.own;
  const arg = {
    ...given,
    // Another controller's offer is shown with its controller's name, as the juju command shows it.
    'offer-url': isOwn ? given['offer-url'] : `${session.controllerName}:${given['offer-url']}`,
    macaroon: details.macaroon,
    'application-alias': name,
    ...(details['external-controller'] && {
      'external-controller': {
        ...details['external-controller'],
        'controller-alias': session.controllerName,
      },
    }),
  };
  await applicationCall(core, 'Consume', { args: [arg] }, left());
  await core.afterCommand(`${url} was consumed`, left());
  return name;
}

/** The name of what the model has consumed of a URL already. @internal */
export function consumedAs(core: ModelCore, url: OfferUrl): string | undefined {
  const key = offerKey(url, userNameOf(core.session.userTag), core.controllers.own.controllerName);
  const found = Object.values(core.lastStatus.remoteApplications).find(({ offerUrl, status }) => {
    const known = parseOfferUrl(offerUrl);
    return (
      status.current !== 'terminated' &&
      offerKey(known, userNameOf(core.session.userTag), core.controllers.own.controllerName) === key
    );
  });
  return found?.name;
}

async function consumeDetails(
  core: ModelCore,
  offer: OfferUrl,
  controller: ControllerReference | undefined,
  left: () => CallLimits,
): Promise<{ session: Session; details: wire.ConsumeOfferDetailsResult }> {
  const own = core.controllers.own;
  const named = controller === undefined ? offer.controller : nameOfController(controller);
  const session = named === undefined ? own : await core.controllers.session(named, left());
  const call = offersCall(session, 'GetConsumeDetails');
  const { signal, timeout } = left();
  const response = await session.call<wire.ConsumeOfferDetailsResults>(
    call.facade,
    call.request,
    { 'offer-urls': { 'offer-urls': [localOfferUrl(offer, userNameOf(session.userTag))] } },
    { signal: core.signalFor({ signal }), ...(timeout !== undefined && { timeout }) },
  );
  return { session, details: onlyItemOf(call, response) };
}

/** One call about one remote application. @internal */
export async function applicationCall(
  core: ModelCore,
  request: string,
  params: object,
  limits: CallLimits,
): Promise<void> {
  const call = { facade: 'Application', request, version: core.session.facadeVersion('Application') };
  onlyItemOf(call, await core.call<wire.ErrorResults>('Application', request, params, limits));
}

/** @internal */
export const saasParams = (name: string, force: boolean): object => ({
  applications: [{ 'application-tag': applicationTag(name), ...(force && { force }) }],
});
