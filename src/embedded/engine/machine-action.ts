import type { Action } from '../state/action-entities';
import type { Model } from '../state/model';
import { finishAction } from '../state/action-progress';

/**
 * A command on a machine itself has nobody to run it here: it fails and says so, instead of waiting for ever.
 *
 * @internal
 */
export function failMachineAction(model: Model, action: Action): void {
  if (action.status !== 'pending') return;
  finishAction(model, action, {
    status: 'failed',
    message: `the embedded controller has no machine ${action.receiver} to run commands on: exec on a unit instead, whose charm's script can answer it`,
  });
}
