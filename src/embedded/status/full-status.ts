import type { Offer, Relation, RemoteApplication } from '../state/relation-entities';
import type { Model } from '../state/model';
import { isActive } from '../state/offer-connections';
import { applicationStatus } from './application-status';
import { detailedStatus } from './details';
import { machineStatus } from './machine-status';
import { relatedApplications, relationStatus } from './relation-status';
import { select } from './selection';
import { filesystemDetails, volumeDetails } from './backing-details';
import { storageDetails } from './storage-details';

/** What is asked of `Client.FullStatus`. @internal */
export interface FullStatusRequest {
  readonly patterns: readonly string[];
  readonly includeStorage: boolean;
  /** Offers are shown to administrators only. */
  readonly isAdmin: boolean;
}

/** Juju's `FullStatus` of a model. @internal */
export function fullStatus(model: Model, { patterns, includeStorage, isAdmin }: FullStatusRequest): object {
  const { machines, applications, relations, showsMachine, showsUnit } = select(model, patterns);
  const remote = [...model.remoteApplications.values()].filter(({ isConsumerProxy }) => !isConsumerProxy);
  return {
    model: modelStatus(model),
    machines: Object.fromEntries(machines.map((each) => [each.id, machineStatus(model, each, showsMachine)])),
    applications: Object.fromEntries(
      applications.map((each) => [each.name, applicationStatus(model, each, relations, showsUnit)]),
    ),
    'remote-applications': Object.fromEntries(
      remote.map((each) => [each.name, remoteStatus(model, each, relations)]),
    ),
    offers: Object.fromEntries(
      isAdmin ? [...model.offers].map(([name, offer]) => [name, offerStatus(model, offer)]) : [],
    ),
    relations: relations.length === 0 ? null : relations.map(relationStatus),
    'controller-timestamp': new Date(),
    branches: model.profile.series === '3.6' ? {} : null,
    ...(includeStorage && storageParts(model, showsUnit)),
  };
}

function modelStatus(model: Model): object {
  const isJuju3 = model.profile.series === '3.6';
  return {
    name: model.name,
    type: model.type,
    'cloud-tag': `cloud-${model.cloud}`,
    ...(model.region !== '' && { region: model.region }),
    version: model.agentVersion,
    'available-version': '',
    'model-status': { ...detailedStatus(model.status, { allData: true }), ...(!isJuju3 && { data: null }) },
    // Support levels and metering are gone from Juju 4.
    ...(isJuju3 && { 'meter-status': { color: '', message: '' }, sla: 'unsupported' }),
  };
}

function remoteStatus(model: Model, remote: RemoteApplication, relations: readonly Relation[]): object {
  return {
    'offer-url': remote.offerUrl,
    'offer-name': remote.name,
    endpoints: remote.endpoints.map(({ name, role, interface: type, limit }) => ({
      name,
      role,
      interface: type,
      limit,
    })),
    life: remote.life === 'alive' ? '' : remote.life,
    relations: relatedApplications(model, remote.name, relations).relations,
    status: detailedStatus(remote.status),
  };
}

function offerStatus(model: Model, offer: Offer): object {
  const active = offer.connections.filter((connection) => isActive(model, connection)).length;
  return {
    'offer-name': offer.name,
    'application-name': offer.application,
    charm: model.application(offer.application).charm.url,
    endpoints: Object.fromEntries(
      [...offer.endpoints].map(([name, endpoint]) => [
        name,
        { name: endpoint.name, role: endpoint.role, interface: endpoint.interface, limit: endpoint.limit },
      ]),
    ),
    'active-connected-count': active,
    'total-connected-count': offer.connections.length,
  };
}

function storageParts(model: Model, showsUnit: (name: string) => boolean): object {
  const shown = [...model.storage.values()].filter(({ owner }) => owner === '' || showsUnit(owner));
  const filesystems = filesystemDetails(model);
  const volumes = volumeDetails(model);
  return {
    ...(shown.length > 0 && { storage: shown.map((each) => storageDetails(model, each)) }),
    ...(filesystems.length > 0 && { filesystems }),
    ...(volumes.length > 0 && { volumes }),
  };
}
