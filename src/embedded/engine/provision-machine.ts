import type { EngineCore } from './engine-core';
import type { HardwareCharacteristics, Machine } from '../state/machine-entities';
import type { Model } from '../state/model';
import { privateAddress } from './addresses';

/** How long a machine takes on a quick cloud, in Juju's time. */
const times = { allocateMs: 1_000, startMs: 4_000, agentMs: 2_000 };

/**
 * Brings a machine up, as its three statuses tell: allocated, running, its agent started. A container waits for its
 * machine.
 *
 * @param started - called once the agent runs
 * @internal
 */
export function provisionMachine(
  core: EngineCore,
  model: Model,
  machine: Machine,
  started: () => void,
): void {
  const fault = core.faults.provisioningFault(machine.id);
  const then = (milliseconds: number, next: () => void) =>
    core.clock.after(milliseconds, () => {
      if (core.has(model) && machine.life !== 'dead') next();
    });
  if (fault !== undefined && fault.error === undefined) return;
  then(times.allocateMs, () => {
    machine.instance.set('allocating', 'Creating container');
    then(core.order.vary(times.startMs, 'machine', machine.id), () => {
      if (fault?.error !== undefined) {
        machine.instance.set('provisioning error', fault.error);
        return;
      }
      run(model, machine);
      then(times.agentMs, () => {
        machine.agent.set('started');
        model.note('machine', machine.id);
        started();
      });
    });
  });
}

/** What a cloud knows of a machine that runs. */
function run(model: Model, machine: Machine): void {
  const name = `juju-${model.uuid.slice(-6)}-${machine.id.replaceAll('/', '-')}`;
  machine.instanceId = name;
  machine.hostname = name;
  machine.hardware = hardwareOf(machine);
  const address = privateAddress(model, 'machine');
  machine.addresses = [{ value: address, type: 'ipv4', scope: 'local-cloud', cidr: '10.0.0.0/8' }];
  machine.instance.set('running', 'Running');
  machine.modification.set('applied');
  model.note('machine', machine.id);
}

/** What was asked for, and what a small machine has. */
function hardwareOf({ constraints, parent }: Machine): HardwareCharacteristics {
  const { arch = 'amd64', cores, mem, rootDisk, zones, virtType } = constraints;
  return {
    arch,
    ...(parent === undefined ? { cores: cores ?? 1, mem: mem ?? 2048 } : {}),
    ...(rootDisk === undefined ? {} : { rootDisk }),
    ...(zones?.[0] === undefined ? {} : { availabilityZone: zones[0] }),
    virtType: virtType ?? 'container',
  };
}
