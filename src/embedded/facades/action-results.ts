import type { WireError } from '../server/wire-error';
import { toWireError } from '../server/wire-error';
import type { Action, Operation } from '../state/action-entities';
import { machineTag, unitTag } from './tags';
import { noTime } from './wire-values';

/** Juju's `ActionResult`: a task, how far it is and what came of it. @internal */
export function actionResult(action: Action): object {
  return {
    action: {
      tag: `action-${action.id}`,
      receiver: action.receiverKind === 'unit' ? unitTag(action.receiver) : machineTag(action.receiver),
      name: action.name,
      ...(Object.keys(action.parameters).length > 0 && { parameters: action.parameters }),
      parallel: action.parallel,
      'execution-group': action.executionGroup,
    },
    ...timesOf(action),
    status: action.status,
    ...(action.message !== '' && { message: action.message }),
    ...(action.log.length > 0 && { log: action.log }),
    ...(Object.keys(action.output).length > 0 && { output: action.output }),
  };
}

/** The same for a task that is not there. @internal */
export function failedAction(error: WireError): object {
  return { enqueued: noTime, started: noTime, completed: noTime, error };
}

/** What `EnqueueOperation` and `Run` answer. @internal */
export function enqueuedActions(operation: Operation): object {
  return {
    operation: `operation-${operation.id}`,
    actions: operation.results.map((result) =>
      'error' in result ? failedAction(toWireError(result.error)) : actionResult(result),
    ),
  };
}

/** An operation with some of its tasks. @internal */
export function operationResult(operation: Operation, actions: readonly Action[]): object {
  return {
    operation: `operation-${operation.id}`,
    summary: operation.summary,
    ...(operation.fail !== '' && { fail: operation.fail }),
    ...timesOf(operation),
    status: operation.status,
    actions: actions.map(actionResult),
  };
}

function timesOf({ enqueued, started, completed }: Pick<Action, 'enqueued' | 'started' | 'completed'>) {
  return { enqueued, started: started ?? noTime, completed: completed ?? noTime };
}
