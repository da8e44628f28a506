import type { Unit } from '../state/entities';
import type { Model } from '../state/model';
import { detailedStatus } from './details';
import { portTexts, publicAddress } from './texts';

/** A unit as `FullStatus` shows it, with those of its subordinates that `shown` lets through. @internal */
export function unitStatus(model: Model, unit: Unit, shown: (name: string) => boolean): object {
  const isJuju3 = model.profile.series === '3.6';
  const life = isJuju3 && unit.life === 'alive' ? '' : unit.life;
  const subordinates = [...unit.subordinates].filter(({ name }) => shown(name));
  const ports = portTexts(unit.openedPorts);
  const charm = unit.charmUrl === unit.application.charm.url ? '' : unit.charmUrl;
  return {
    'agent-status': detailedStatus(unit.agent, { life, version: agentVersion(model, unit) }),
    'workload-status': detailedStatus(unit.workload),
    'workload-version': unit.workloadVersion,
    machine: unit.principal === undefined ? (unit.machine?.id ?? '') : '',
    'opened-ports': ports.length === 0 ? null : ports,
    'public-address': model.type === 'iaas' ? unitPublicAddress(unit) : '',
    charm,
    subordinates:
      subordinates.length === 0
        ? null
        : Object.fromEntries(subordinates.map((each) => [each.name, unitStatus(model, each, shown)])),
    ...(unit.leader && { leader: true }),
    ...(unit.providerId !== '' && { 'provider-id': unit.providerId }),
    ...(model.type === 'caas' && unit.address !== '' && { address: unit.address }),
  };
}

function unitPublicAddress(unit: Unit): string {
  const { machine } = unit.principal ?? unit;
  return unit.publicAddress === '' ? publicAddress(machine?.addresses ?? []) : unit.publicAddress;
}

function agentVersion(model: Model, unit: Unit): string {
  return unit.agent.status === 'allocating' ? '' : model.agentVersion;
}
