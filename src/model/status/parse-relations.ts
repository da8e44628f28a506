import type * as wire from '../../juju/wire-types';
import { life, statusInfo } from './parse-status-info';
import type { OfferStatus, RelationStatus, RemoteApplicationStatus, RemoteEndpoint } from './status';

/** @internal */
export function parseRelations(raw: readonly wire.RelationStatus[]): RelationStatus[] {
  return raw.map(parseRelation).sort((a, b) => a.id - b.id);
}

function parseRelation(raw: wire.RelationStatus): RelationStatus {
  return {
    id: raw.id,
    key: raw.key,
    interface: raw.interface,
    scope: raw.scope,
    endpoints: (raw.endpoints ?? []).map(({ application, name, role, subordinate }) => ({
      application,
      name,
      role,
      subordinate,
    })),
    status: statusInfo(raw.status),
  };
}

/** @internal */
export function parseRemoteApplications(
  raw: Readonly<Record<string, wire.RemoteApplicationStatus>>,
): Record<string, RemoteApplicationStatus> {
  return mapped(raw, (name, application) => ({
    name,
    offerUrl: application['offer-url'],
    offerName: application['offer-name'],
    endpoints: (application.endpoints ?? []).map(remoteEndpoint),
    life: life(application.life),
    relations: application.relations ?? {},
    status: statusInfo(application.status),
    error: application.err?.message,
  }));
}

/** @internal */
export function parseOffers(
  raw: Readonly<Record<string, wire.ApplicationOfferStatus>>,
): Record<string, OfferStatus> {
  return mapped(raw, (name, offer) => ({
    name,
    application: offer['application-name'],
    charm: offer.charm,
    endpoints: mapped(offer.endpoints ?? {}, (_, endpoint) => remoteEndpoint(endpoint)),
    activeConnections: offer['active-connected-count'],
    totalConnections: offer['total-connected-count'],
    error: offer.err?.message,
  }));
}

function remoteEndpoint({ name, role, interface: kind }: wire.RemoteEndpoint): RemoteEndpoint {
  return { name, role, interface: kind };
}

function mapped<From, To>(
  raw: Readonly<Record<string, From>>,
  parse: (name: string, value: From) => To,
): Record<string, To> {
  return Object.fromEntries(
    Object.entries(raw)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, parse(name, value)]),
  );
}
