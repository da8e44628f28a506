import type { AddMachineArgs } from './requests';
import type { Base, Machine } from './entities';
import type { Model } from './model';
import { containerTypes } from './place-unit';
import { makeMachine } from './make-machine';
import { mergeConstraints } from './constraints';
import { notSupported, refused } from '../api-error';

/** What a machine runs when neither the operator nor the model says. */
const defaultBase: Base = { name: 'ubuntu', channel: '24.04/stable' };

/** What `juju add-machine` does. @internal */
export function addMachine(model: Model, args: AddMachineArgs): Machine {
  if (model.type === 'caas') throw notSupported('adding machines to a container model');
  if (model.life !== 'alive')
    throw refused(`cannot add a new machine: model "${model.name}" is no longer alive`);
  const base = args.base ?? modelBase(model);
  const wanted = { base, constraints: mergeConstraints(model.constraints, args.constraints ?? {}) };
  const containerType =
    args.containerType ?? (containerTypes.has(args.placement?.scope ?? '') ? 'lxd' : undefined);
  if (containerType === undefined)
    return makeMachine(model, { ...wanted, placement: args.placement?.directive ?? '' });
  const parentId = args.parentId ?? args.placement?.directive ?? '';
  const parent = parentId === '' ? makeMachine(model, wanted) : model.machine(parentId);
  return makeMachine(model, { ...wanted, parent, containerType });
}

/** The model's `default-base`, else Juju's. @internal */
export function modelBase(model: Model): Base {
  const [name, channel] = model.config.text('default-base').split('@');
  if (name === undefined || channel === undefined) return defaultBase;
  return { name, channel: channel.includes('/') ? channel : `${channel}/stable` };
}
