import type { WireError } from '../server/wire-error';
import { toWireError } from '../server/wire-error';
import type { Action, Operation } from '../state/action-entities';
import { execAction } from '../state/keep-operation';
import type { JujuSeries } from '../state/profile';
import { machineTag, unitTag } from './tags';
import { noTime } from './wire-values';

/** Juju's `ActionResult`: a task, how far it is and what came of it. @internal */
export function actionResult(action: Action): object {
  return {
    action: {
      tag: `action-${action.id}`,
      receiver: receiverTag(action),
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
export function enqueuedActions(operation: Operation, series: JujuSeries): object {
  const enqueued = series === '3.6' ? actionResult : enqueuedByJuju4;
  return {
    operation: operation.id === '' ? '' : `operation-${operation.id}`,
    actions: operation.results.map((result) =>
      'error' in result ? failedAction(toWireError(result.error)) : enqueued(result),
    ),
  };
}

/** Juju 4 tells of a fresh task who runs it, but not what it is. */
function enqueuedByJuju4(action: Action): object {
  const isExec = action.name === execAction;
  return {
    ...actionResult(action),
    action: {
      tag: `action-${action.id}`,
      receiver: receiverTag(action),
      name: '',
      parallel: isExec && action.parallel,
      ...(isExec && { 'execution-group': action.executionGroup }),
    },
  };
}

function receiverTag({ receiverKind, receiver }: Action): string {
  return receiverKind === 'unit' ? unitTag(receiver) : machineTag(receiver);
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
