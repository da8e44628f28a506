import type { Action } from './action-entities';
import type { Model } from './model';
import { finishAction, isActive } from './action-progress';
import { notFound } from '../api-error';

/** What `juju cancel-task` does: what has not begun is cancelled, what runs is told to abort. @internal */
export function cancelActions(model: Model, ids: readonly string[]): (Action | Error)[] {
  return ids.map((id) => {
    const action = model.actions.get(id);
    if (action === undefined) return notFound(`action "${id}"`);
    if (action.status === 'pending') {
      finishAction(model, action, { status: 'cancelled', message: 'action cancelled via the API' });
    } else if (action.status === 'running') {
      action.status = 'aborting';
      model.note('action', action.id);
    }
    return action;
  });
}

/** What becomes of the tasks of a unit that goes. @internal */
export function cancelPendingActions(model: Model, receiver: string): void {
  for (const action of model.actions.values()) {
    if (action.receiver !== receiver || !isActive(action)) continue;
    finishAction(model, action, { status: 'cancelled', message: 'unit removed' });
  }
}
