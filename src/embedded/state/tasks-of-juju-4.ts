import type { Action, RefusedAction } from './action-entities';
import type { Model } from './model';
import { ApiError, refused } from '../api-error';
import { keepAction, type MutableOperation, nextId } from './keep-operation';

/** What the tasks of an operation have in common on Juju 4. @internal */
export type TaskOfJuju4 = Pick<Action, 'name' | 'parameters' | 'parallel' | 'executionGroup'>;

/** The unit that leads an application. @internal */
export function leaderOfJuju4(model: Model, application: string): string {
  const leader = model.applications.get(application)?.leader ?? '';
  if (leader !== '') return leader;
  const name = JSON.stringify(application);
  throw new ApiError(
    `getting leader unit for ${application}: application ${name} not found in leases`,
    'not found',
  );
}

/** One task; its id is taken though nobody be there to do it. @internal */
export function addTaskOfJuju4(
  model: Model,
  operation: MutableOperation,
  receiver: { readonly kind: 'unit' | 'machine'; readonly name: string },
  task: TaskOfJuju4,
): Action | RefusedAction {
  const { kind, name } = receiver;
  const id = nextId(model);
  if (!isThere(model, kind, name)) return { receiver: name, name: task.name, error: nobody(kind, name) };
  const action: Action = {
    ...task,
    id,
    operationId: operation.id,
    receiver: name,
    receiverKind: kind,
    status: 'pending',
    message: '',
    log: [],
    output: {},
    enqueued: new Date(),
  };
  keepAction(model, operation, action);
  return action;
}

function isThere(model: Model, kind: 'unit' | 'machine', name: string): boolean {
  if (kind === 'machine') return model.machines.has(name);
  return model.applications.get(applicationOf(name))?.units.has(name) ?? false;
}

/** The application of a unit. @internal */
export const applicationOf = (unit: string): string => unit.slice(0, unit.lastIndexOf('/'));

/** Juju 4 gives these no code. */
function nobody(kind: 'unit' | 'machine', name: string): Error {
  const quoted = JSON.stringify(name);
  return kind === 'unit'
    ? refused(`linking task to unit: getting unit UUID for ${quoted}: unit ${quoted} not found`)
    : refused(`getting machine UUID for ${quoted}: machine ${quoted} not found`);
}
