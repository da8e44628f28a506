import type { Action, ActionStatus } from './action-entities';
import type { Model } from './model';

/** Statuses that an operation takes from its tasks, the worst first. */
const finalOrder: readonly ActionStatus[] = ['error', 'failed', 'cancelled', 'completed'];
const active = new Set<ActionStatus>(['pending', 'running', 'aborting']);

/** Whether a task has yet to end. @internal */
export function isActive(action: Action): boolean {
  return active.has(action.status);
}

/** A task begins, and its operation with the first of them. @internal */
export function beginAction(model: Model, action: Action): void {
  waitsNoMore(model, action);
  action.status = 'running';
  action.started = new Date();
  const operation = model.operations.get(action.operationId);
  if (operation?.status === 'pending') {
    operation.status = 'running';
    operation.started = action.started;
    model.note('operation', operation.id);
  }
  model.note('action', action.id);
}

/** A task ends, and its operation with the last of them. @internal */
export function finishAction(
  model: Model,
  action: Action,
  end: {
    readonly status: ActionStatus;
    readonly message: string;
    readonly output?: Readonly<Record<string, unknown>>;
  },
): void {
  if (!isActive(action)) return;
  waitsNoMore(model, action);
  action.status = end.status;
  action.message = end.message;
  action.output = end.output ?? {};
  action.completed = new Date();
  model.note('action', action.id);
  finishOperation(model, action);
}

/** Keeps a line that a task said. @internal */
export function logAction(model: Model, action: Action, message: string): void {
  action.log.push({ timestamp: new Date(), message });
  model.note('action', action.id);
}

function waitsNoMore(model: Model, action: Action): void {
  const waiting = model.waitingActions.get(action.receiver);
  waiting?.delete(action.id);
  if (waiting?.size === 0) model.waitingActions.delete(action.receiver);
}

function finishOperation(model: Model, last: Action): void {
  const operation = model.operations.get(last.operationId);
  if (operation === undefined || operation.actions.some(isActive)) return;
  const seen = new Set(operation.actions.map((action) => action.status));
  const status = finalOrder.find((candidate) => seen.has(candidate)) ?? last.status;
  operation.status = status === 'completed' && operation.fail !== '' ? 'error' : status;
  operation.completed = new Date();
  model.note('operation', operation.id);
}
