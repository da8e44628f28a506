import type { Base } from './entities';
import type { Constraints, Machine } from './machine-entities';
import type { Model } from './model';
import { StatusRecord } from './status-record';

/** What a new machine is like. @internal */
export interface NewMachine {
  readonly base: Base;
  readonly constraints: Constraints;
  readonly parent?: Machine;
  readonly containerType?: string;
  /** The provider's directive, such as `zone=a`. */
  readonly placement?: string;
}

/**
 * Adds a machine to a model, or a container to a machine. Numbers are not used again.
 *
 * @internal
 */
export function makeMachine(model: Model, wanted: NewMachine): Machine {
  const id = nextId(model, wanted);
  const status = (first: string) => new StatusRecord(first, '', () => model.note('machine', id, 'status'));
  const machine: Machine = {
    id,
    life: 'alive',
    base: wanted.base,
    agent: status('pending'),
    instance: status('pending'),
    modification: status('idle'),
    instanceId: '',
    displayName: '',
    hostname: '',
    addresses: [],
    hardware: {},
    constraints: wanted.constraints,
    disks: [],
    containerType: wanted.containerType ?? '',
    parent: wanted.parent,
    containers: new Map(),
    jobs: ['JobHostUnits'],
    placement: wanted.placement ?? '',
    principals: new Set(),
    keepInstance: false,
    forcedAfterMs: undefined,
  };
  model.machines.set(id, machine);
  wanted.parent?.containers.set(id, machine);
  model.note('machine', id);
  return machine;
}

function nextId(model: Model, { parent, containerType }: NewMachine): string {
  if (parent === undefined) return String(model.sequences.next('machine'));
  const prefix = `${parent.id}/${containerType ?? ''}`;
  return `${prefix}/${model.sequences.next(`machine${prefix}Container`)}`;
}
