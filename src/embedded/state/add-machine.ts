import type { AddMachineArgs } from './requests';
import type { Base } from './entities';
import type { Machine, Placement } from './machine-entities';
import type { Model } from './model';
import { containerTypes } from './place-unit';
import { addDisks, checkDisks } from './machine-disks';
import { makeMachine, type NewMachine } from './make-machine';
import { mergeConstraints } from './constraints';
import { annotated, notSupported, refused } from '../api-error';

/** What a machine runs when neither the operator nor the model says. */
const defaultBase: Base = { name: 'ubuntu', channel: '24.04/stable' };

/** What `juju add-machine` does. @internal */
export function addMachine(model: Model, args: AddMachineArgs): Machine {
  if (model.type === 'caas') throw notSupported('adding machines to a container model');
  if (model.life !== 'alive')
    throw refused(`cannot add a new machine: model "${model.name}" is no longer alive`);
  if (model.profile.series === '3.6') checkDisks(args.disks ?? []);
  const base = args.base ?? modelBase(model);
  const wanted = { base, constraints: mergeConstraints(model.constraints, args.constraints ?? {}) };
  const containerType =
    args.containerType ?? (containerTypes.has(args.placement?.scope ?? '') ? 'lxd' : undefined);
  const machine =
    containerType === undefined
      ? makeMachine(model, { ...wanted, placement: providersPlace(model, args.placement) })
      : makeMachine(model, { ...wanted, parent: parentFor(model, args, wanted), containerType });
  if (model.profile.series === '3.6') addDisks(model, machine, args.disks ?? []);
  return machine;
}

function providersPlace(model: Model, placement: Placement | undefined): string {
  if (placement === undefined) return '';
  const { scope, directive } = placement;
  if (model.profile.series === '3.6') {
    if (scope === model.uuid || scope === model.name) return directive;
    throw refused(`invalid model name "${scope}"`);
  }
  if (scope !== model.uuid && scope !== 'model-uuid')
    throw refused(`invalid placement: invalid container type "${scope}"`);
  // Juju 4.0 takes the directive for the model's name here, and so refuses every one.
  if (directive !== model.uuid) throw refused(`invalid model id "${directive}"`);
  return '';
}

function parentFor(model: Model, args: AddMachineArgs, wanted: NewMachine): Machine {
  const parentId = args.parentId ?? args.placement?.directive ?? '';
  if (parentId === '') return makeMachine(model, wanted);
  try {
    return model.machine(parentId);
  } catch (error) {
    throw annotated(error, 'cannot add a new machine');
  }
}

/** The model's `default-base`, else Juju's. @internal */
export function modelBase(model: Model): Base {
  const [name, channel] = model.config.text('default-base').split('@');
  if (name === undefined || channel === undefined) return defaultBase;
  return { name, channel: channel.includes('/') ? channel : `${channel}/stable` };
}
