import { toBase } from '../facades/wire-values';
import type { Machine } from '../state/machine-entities';
import type { Model } from '../state/model';
import { detailedStatus } from './details';
import { constraintsText, hardwareText, publicAddress } from './texts';

/** A machine as `FullStatus` shows it, with the containers on it that `shown` lets through. @internal */
export function machineStatus(model: Model, machine: Machine, shown: (id: string) => boolean): object {
  const isJuju3 = model.profile.series === '3.6';
  const life = isJuju3 && machine.life === 'alive' ? '' : machine.life;
  const provisioned = machine.instanceId !== '';
  const addresses = machine.addresses
    .filter(({ scope }) => scope !== 'local-machine')
    .map(({ value }) => value);
  const manages = machine.jobs.includes('JobManageModel');
  const containers = [...machine.containers.values()].filter(({ id }) => shown(id));
  return {
    'agent-status': detailedStatus(machine.agent, {
      life,
      version: isJuju3 ? agentVersion(model, machine) : '',
    }),
    'instance-status': detailedStatus(machine.instance, isJuju3 ? {} : { life }),
    'modification-status': isJuju3 ? detailedStatus(machine.modification) : unsetStatus,
    ...(machine.hostname !== '' && { hostname: machine.hostname }),
    'dns-name': publicAddress(machine.addresses),
    ...(addresses.length > 0 && { 'ip-addresses': addresses }),
    'instance-id': provisioned ? machine.instanceId : 'pending',
    'display-name': machine.displayName,
    base: toBase(machine.base),
    id: machine.id,
    containers: Object.fromEntries(containers.map((each) => [each.id, machineStatus(model, each, shown)])),
    constraints: constraintsText(machine.constraints),
    hardware: hardwareText(machine.hardware),
    jobs: machine.jobs,
    'has-vote': manages,
    'wants-vote': manages,
  };
}

/** Juju 4 has the field, and nothing in it. */
const unsetStatus = { status: '', info: '', data: null, since: null, kind: '', version: '', life: '' };

function agentVersion(model: Model, machine: Machine): string {
  return machine.agent.status === 'pending' ? '' : model.agentVersion;
}
