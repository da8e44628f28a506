import { JujuError } from '../../errors';
import { onlyItemOf } from '../../juju/bulk';
import type * as wire from '../../juju/wire-types';
import { type CallLimits, leftOf } from '../calls/call-limits';
import { parseBase } from '../charm/charm-bases';
import { checkKeys } from '../calls/check-keys';
import { type ConstraintsInput, constraintsValue } from '../settings/constraints';
import type { ModelCore } from '../model-core';
import { placements } from './placement';
import type { Base } from '../status/status';
import { storageDirective, type StorageInput } from '../storage/storage-directive';

/** What a new machine shall be like. @public */
export interface AddMachineOptions extends CallLimits {
  /**
   * Where it shall be: `'lxd'` for a container on a new machine, `'lxd:4'` for one on machine 4, or what the cloud
   * understands, such as `'zone=a'`. Default: a new machine, wherever the cloud likes.
   */
  readonly spec?: string;
  /** Its operating system: `'ubuntu@24.04'`. Default: the model's. */
  readonly base?: string | Base;
  /** `'mem=8G cores=2'`, or `{ mem: '8G', cores: 2 }`. */
  readonly constraints?: ConstraintsInput;
  /** Volumes to be attached to it: `'ebs,10G'`, or `{ pool, size, count }`. Not on Juju 4, which takes none. */
  readonly disks?: readonly StorageInput[];
}

const keys = ['spec', 'base', 'constraints', 'disks', 'signal', 'timeout'];

/**
 * Adds a machine or a container to a model.
 *
 * @returns its id, once the model shows it
 * @internal
 */
export async function addMachine(core: ModelCore, options: AddMachineOptions): Promise<string> {
  checkKeys(options, keys, 'addMachine');
  const left = leftOf(options, core.clock);
  const version = core.session.facadeVersion('MachineManager');
  const call = { facade: 'MachineManager', request: 'AddMachines', version };
  const params: wire.AddMachines = { params: [machineParams(core, options)] };
  const response = await core.call<wire.AddMachinesResults>(call.facade, call.request, params, left());
  const { machine } = onlyItemOf(call, { results: response.machines });
  await core.afterCommand(`the machine ${machine} was added`, left());
  return machine;
}

function machineParams(core: ModelCore, options: AddMachineOptions): wire.AddMachineParams {
  const { spec, base, constraints, disks = [] } = options;
  const placement = spec === undefined ? undefined : placeOf(core, spec);
  if (disks.length > 0 && Number.parseInt(core.session.serverVersion, 10) >= 4) {
    throw new JujuError(
      `addMachine: the controller of ${core.fullName} (Juju ${core.session.serverVersion}) would ignore \`disks\`: ` +
        'since Juju 4 machines get volumes through the storage of charms only',
      { code: 'not supported' },
    );
  }
  return {
    ...(placement && { placement }),
    ...(base !== undefined && { base: baseOf(base) }),
    constraints: constraintsValue(constraints),
    jobs: ['JobHostUnits'],
    disks: disks.map((disk) => storageDirective(disk, 'a disk')),
    'parent-id': '',
    'container-type': '',
    'instance-id': '',
    nonce: '',
    'hardware-characteristics': {},
    addresses: [],
  };
}

function placeOf(core: ModelCore, spec: string): wire.Placement {
  if (/^ssh:|^winrm:/.test(spec)) {
    throw new JujuError(
      `addMachine: "${spec}" is a machine that is there already, which the juju client makes ready over ssh itself. ` +
        `Use it: opsTest.juju('add-machine', '${spec}')`,
      { code: 'not supported' },
    );
  }
  const [place] = placements([spec], core.info.uuid);
  if (place && place.scope !== '#') return place;
  throw new JujuError(
    `addMachine: "${spec}" is a machine that is there already. Give "lxd:${spec}" for a container on it`,
    { code: 'not valid' },
  );
}

function baseOf(base: string | Base): Base {
  const parsed = parseBase(typeof base === 'string' ? base : `${base.name}@${base.channel}`);
  if (parsed) return parsed;
  throw new JujuError(`addMachine: base must be written as "ubuntu@24.04"; got ${JSON.stringify(base)}`, {
    code: 'not valid',
  });
}
