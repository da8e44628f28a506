import { fromTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import { statusInfo } from '../status/parse-status-info';
import type { RemoteEndpoint, StatusInfo } from '../status/status';

/** A model that uses an offer. @public */
export interface OfferConnection {
  readonly modelUuid: string;
  /** The relation's number in the model that offers: `model.suspendRelation` takes it. */
  readonly relationId: number;
  readonly user: string;
  readonly endpoint: string;
  /** `joined`, `suspended` … */
  readonly status: StatusInfo;
}

/** An offer as its controller describes it. @public */
export interface OfferDetails {
  readonly name: string;
  /** `owner/model.offer`: what `model.consume` takes. */
  readonly url: string;
  readonly uuid: string;
  readonly application: string;
  readonly description: string;
  readonly endpoints: readonly RemoteEndpoint[];
  /** User → `read`, `consume` or `admin`; administrators see all. */
  readonly users: Readonly<Record<string, string>>;
  /** Administrators see them. */
  readonly connections: readonly OfferConnection[];
}

/** @internal */
export function offerDetails(raw: wire.ApplicationOfferAdminDetailsV5): OfferDetails {
  return Object.freeze({
    name: raw['offer-name'],
    url: raw['offer-url'],
    uuid: raw['offer-uuid'],
    application: raw['application-name'],
    description: raw['application-description'],
    endpoints: Object.freeze(
      (raw.endpoints ?? []).map(({ name, role, interface: kind }) =>
        Object.freeze({ name, role, interface: kind }),
      ),
    ),
    users: Object.freeze(Object.fromEntries((raw.users ?? []).map(({ user, access }) => [user, access]))),
    connections: Object.freeze((raw.connections ?? []).map(offerConnection)),
  });
}

function offerConnection(raw: wire.OfferConnection): OfferConnection {
  return Object.freeze({
    modelUuid: fromTag(raw['source-model-tag'], 'model').id,
    relationId: raw['relation-id'],
    user: raw.username,
    endpoint: raw.endpoint,
    status: Object.freeze(statusInfo(raw.status)),
  });
}
