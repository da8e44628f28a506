import {
  baseText,
  noTime,
  toAddress,
  toCharmRelation,
  toConstraints,
  toHardware,
} from '../facades/wire-values';
import type { Action } from '../state/action-entities';
import type { Application, Block, Charm, Unit } from '../state/entities';
import type { Machine } from '../state/machine-entities';
import type { Model } from '../state/model';
import { isActive } from '../state/offer-connections';
import type { Offer, Relation, RemoteApplication } from '../state/relation-entities';
import type { StatusEntry } from '../state/status-record';
import { publicAddress } from './texts';

/** What the AllWatcher tells of each kind of thing. Only Juju 3 has it, so that there is one form of each. */

/** @internal */
export function modelInfo(model: Model, controllerUuid: string): object {
  return {
    'model-uuid': model.uuid,
    name: model.name,
    life: model.life,
    owner: model.owner,
    'controller-uuid': controllerUuid,
    'is-controller': model.isController,
    config: Object.fromEntries([...model.config.entries()].map(([key, { value }]) => [key, value])),
    status: statusInfo(model.status),
    constraints: toConstraints(model.constraints),
    sla: { level: 'unsupported', owner: model.owner },
    type: model.type,
    cloud: model.cloud,
    'cloud-region': model.region,
    version: model.agentVersion,
  };
}

/** @internal */
export function machineInfo(model: Model, machine: Machine): object {
  const manages = machine.jobs.includes('JobManageModel');
  return {
    'model-uuid': model.uuid,
    id: machine.id,
    'instance-id': machine.instanceId,
    'agent-status': statusInfo(machine.agent),
    'instance-status': statusInfo(machine.instance),
    life: machine.life,
    base: baseText(machine.base),
    'container-type': machine.containerType,
    'supported-containers': null,
    'supported-containers-known': false,
    ...(machine.instanceId !== '' && { 'hardware-characteristics': toHardware(machine.hardware) }),
    jobs: machine.jobs,
    addresses: machine.addresses.length === 0 ? null : machine.addresses.map(toAddress),
    'has-vote': manages,
    'wants-vote': manages,
    ...(machine.hostname !== '' && { hostname: machine.hostname }),
  };
}

/** @internal */
export function applicationInfo(model: Model, application: Application): object {
  const config = Object.fromEntries(application.config);
  return {
    'model-uuid': model.uuid,
    name: application.name,
    exposed: application.exposed,
    'charm-url': application.charm.url,
    'owner-tag': '',
    life: application.life,
    'min-units': 0,
    constraints: toConstraints(application.constraints),
    ...(application.config.size > 0 && { config }),
    subordinate: application.subordinate,
    status:
      application.status.status === 'unset'
        ? { current: 'unset', message: '', version: '' }
        : statusInfo(application.status),
    'workload-version': application.workloadVersion,
  };
}

/** @internal */
export function unitInfo(model: Model, unit: Unit): object {
  const { machine } = unit.principal ?? unit;
  const addresses = machine?.addresses ?? [];
  return {
    'model-uuid': model.uuid,
    name: unit.name,
    application: unit.application.name,
    base: baseText(unit.application.base),
    'charm-url': unit.charmUrl,
    life: unit.life,
    'public-address': unit.publicAddress || publicAddress(addresses),
    'private-address': unit.address || (addresses.find(({ scope }) => scope === 'local-cloud')?.value ?? ''),
    'machine-id': machine?.id ?? '',
    ports: unit.openedPorts.flatMap(({ fromPort, toPort, protocol }) =>
      Array.from({ length: toPort - fromPort + 1 }, (_, index) => ({ protocol, number: fromPort + index })),
    ),
    'port-ranges': unit.openedPorts.map(({ fromPort, toPort, protocol }) => ({
      'from-port': fromPort,
      'to-port': toPort,
      protocol,
    })),
    principal: unit.principal?.name ?? '',
    subordinate: unit.principal !== undefined,
    'workload-status': statusInfo(unit.workload),
    'agent-status': statusInfo(unit.agent, model.agentVersion),
  };
}

/** @internal */
export function charmInfo(model: Model, charm: Charm): object {
  const defaults = [...charm.config.values()].filter((option) => option.default !== undefined);
  return {
    'model-uuid': model.uuid,
    'charm-url': charm.url,
    'charm-version': charm.version,
    life: 'alive',
    profile: charm.lxdProfile ?? null,
    ...(defaults.length > 0 && {
      config: Object.fromEntries(defaults.map(({ name, default: value }) => [name, value])),
    }),
  };
}

/** @internal */
export function relationInfo(model: Model, relation: Relation): object {
  return {
    'model-uuid': model.uuid,
    key: relation.key,
    id: relation.id,
    endpoints: relation.endpoints.map((endpoint) => ({
      'application-name': endpoint.application,
      relation: toCharmRelation(endpoint),
    })),
  };
}

/** @internal */
export function actionInfo(model: Model, action: Action): object {
  return {
    'model-uuid': model.uuid,
    id: action.id,
    receiver: action.receiver,
    name: action.name,
    status: action.status,
    message: action.message,
    enqueued: action.enqueued,
    started: action.started ?? noTime,
    completed: action.completed ?? noTime,
  };
}

/** @internal */
export function annotationInfo(
  model: Model,
  tag: string,
  annotations: Readonly<Record<string, string>>,
): object {
  return { 'model-uuid': model.uuid, tag, annotations };
}

/** @internal */
export function blockInfo(model: Model, block: Block): object {
  const { id, type, message } = block;
  return { 'model-uuid': model.uuid, id, type, message, tag: `model-${model.uuid}` };
}

/** @internal */
export function remoteApplicationInfo(model: Model, remote: RemoteApplication): object {
  return {
    'model-uuid': model.uuid,
    name: remote.name,
    'offer-url': remote.offerUrl,
    life: remote.life,
    status: statusInfo(remote.status),
  };
}

/** @internal */
export function offerInfo(model: Model, offer: Offer): object {
  return {
    'model-uuid': model.uuid,
    'offer-name': offer.name,
    'offer-uuid': offer.uuid,
    'application-name': offer.application,
    'charm-name': model.applications.get(offer.application)?.charm.name ?? '',
    'total-connected-count': offer.connections.length,
    'active-connected-count': offer.connections.filter((connection) => isActive(model, connection)).length,
  };
}

function statusInfo({ status, message, since, data }: StatusEntry, version = ''): object {
  return { current: status, message, since, version, ...(Object.keys(data).length > 0 && { data }) };
}
