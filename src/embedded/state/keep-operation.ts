import type { Action, Operation, RefusedAction } from './action-entities';
import type { Model } from './model';

/** A command is an action of this name, on any unit. @internal */
export const execAction = 'juju-exec';

/** An operation that is being put together. @internal */
export type MutableOperation = { -readonly [Key in keyof Operation]: Operation[Key] } & {
  results: (Action | RefusedAction)[];
  actions: Action[];
};

/** The next id: operations and tasks share one counter. @internal */
export function nextId(model: Model): string {
  return String(model.sequences.next('task', model.profile.firstOperationId));
}

/** An operation without tasks. It takes an id. @internal */
export function newOperation(model: Model, summary: string): MutableOperation {
  const operation: MutableOperation = {
    id: nextId(model),
    summary,
    results: [],
    actions: [],
    fail: '',
    enqueued: new Date(),
    status: 'pending',
  };
  model.operations.set(operation.id, operation);
  return operation;
}

/** Puts a task where its unit or machine finds it. @internal */
export function keepAction(model: Model, operation: MutableOperation, action: Action): void {
  operation.actions.push(action);
  model.actions.set(action.id, action);
  const waiting = model.waitingActions.get(action.receiver) ?? new Set();
  model.waitingActions.set(action.receiver, waiting.add(action.id));
  model.note('action', action.id);
}
