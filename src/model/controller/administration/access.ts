import { cloudTag, modelTag, userTag } from '../../../juju/tags';
import { type CallLimits, leftOf, deadlineOf } from '../../calls/call-limits';
import { checkKeys } from '../../calls/check-keys';
import { hasAlready } from '../../calls/has-already';
import type { ControllerScene } from '../controller';
import { findModel } from '../find-model';
import { userNameOf } from '../../model-info';
import { localOfferUrl, parseOfferUrl } from '../../offers/offer-url';
import { command } from './ask';

/** To what a user gets access, or loses it. Default: the controller. @public */
export interface AccessOptions extends CallLimits {
  /** A model, `web` of one's own or `bob/web` of another's, or its UUID. Access is `read`, `write` or `admin`. */
  readonly model?: string;
  /** The URL of an offer. Access is `read`, `consume` or `admin`. */
  readonly offer?: string;
  /** A cloud. Access is `add-model` or `admin`. */
  readonly cloud?: string;
}

/** Gives access, or takes it. @returns whether that changed anything @internal */
export async function changeAccess(
  scene: ControllerScene,
  action: 'grant' | 'revoke',
  user: string,
  access: string,
  options: AccessOptions,
): Promise<boolean> {
  checkKeys(options, ['model', 'offer', 'cloud', 'signal', 'timeout'], action);
  const { model, offer, cloud, ...limits } = options;
  const given = Object.entries({ model, offer, cloud }).filter(([, value]) => value !== undefined);
  if (given.length > 1) {
    throw new TypeError(`${action} is about one thing; got ${given.map(([name]) => name).join(' and ')}`);
  }
  const left = leftOf(limits, scene.settings.clock);
  const target = await targetOf(scene, options, left);
  const change = { 'user-tag': userTag(user), action, access, ...target.names };
  try {
    await command(scene, target.facade, target.request, { changes: [change] }, left());
    return true;
  } catch (error) {
    if (action === 'grant' && hasAlready(error)) return false;
    throw error;
  }
}

interface Target {
  readonly facade: string;
  readonly request: string;
  readonly names: object;
}

async function targetOf(
  scene: ControllerScene,
  { model, offer, cloud }: AccessOptions,
  left: () => CallLimits,
): Promise<Target> {
  if (model !== undefined) {
    const { uuid } = await findModel(scene, model, deadlineOf(left(), scene.settings));
    return {
      facade: 'ModelManager',
      request: 'ModifyModelAccess',
      names: { 'model-tag': modelTag(uuid) },
    };
  }
  if (offer !== undefined) {
    const url = localOfferUrl(parseOfferUrl(offer), userNameOf(scene.session.userTag));
    return { facade: 'ApplicationOffers', request: 'ModifyOfferAccess', names: { 'offer-url': url } };
  }
  if (cloud !== undefined) {
    return { facade: 'Cloud', request: 'ModifyCloudAccess', names: { 'cloud-tag': cloudTag(cloud) } };
  }
  return { facade: 'Controller', request: 'ModifyControllerAccess', names: {} };
}
