import type { Action, ActionRequest, Operation, RefusedAction } from './action-entities';
import type { Model } from './model';
import { ApiError, refused } from '../api-error';
import { goValue } from './go-value';
import { isValidMachineId, isValidUnitName } from './names';
import { newOperation } from './keep-operation';
import { addTaskOfJuju4, applicationOf, leaderOfJuju4, type TaskOfJuju4 } from './tasks-of-juju-4';

type Result = Action | RefusedAction;
/** The unit that is to run the action, or why there is none. */
type Target = string | RefusedAction;

/**
 * What `juju run` does on Juju 4: one action on units of one application. Its parameters are looked at by the unit, and
 * what Juju 3 refuses task by task mostly fails the whole.
 *
 * @internal
 */
export function enqueueOfJuju4(model: Model, requests: readonly ActionRequest[]): Operation {
  const task = commonTask(requests);
  checkOneApplication(requests);
  const targets = requests.map((request) => targetOf(model, request));
  const units = targets.filter((target) => typeof target === 'string');
  const [first] = units;
  if (first === undefined) return nothing(targets as RefusedAction[]);
  checkDefined(model, first, task.name);
  const operation = newOperation(model, `action ${JSON.stringify(task.name)}`);
  operation.results = targets.map((target): Result =>
    typeof target === 'string'
      ? addTaskOfJuju4(model, operation, { kind: 'unit', name: target }, task)
      : target,
  );
  if (operation.actions.length === 0) operation.status = 'error';
  model.note('operation', operation.id);
  return operation;
}

/** What all have in common. Juju compares no more than the first two. */
function commonTask([first, second]: readonly ActionRequest[]): TaskOfJuju4 {
  if (first === undefined) throw refused('no actions specified');
  const task = taskOf(first);
  const other = second === undefined ? task : taskOf(second);
  const differences = [
    ['action name', JSON.stringify(task.name), JSON.stringify(other.name)],
    ['parallel', String(task.parallel), String(other.parallel)],
    ['execution group', task.executionGroup, other.executionGroup],
    ['parameters', goValue(task.parameters), goValue(other.parameters)],
  ].filter(([, one, another]) => one !== another);
  if (differences.length === 0) return task;
  throw refused(
    differences.map(([what, one, another]) => `${what} mismatch: ${one} != ${another}`).join('\n'),
  );
}

function taskOf({
  name,
  parameters = {},
  parallel = false,
  executionGroup = '',
}: ActionRequest): TaskOfJuju4 {
  return { name, parameters, parallel, executionGroup };
}

function checkOneApplication(requests: readonly ActionRequest[]): void {
  const applications = requests
    .filter(({ receiver }) => isLeader(receiver) || isValidUnitName(receiver))
    .map(({ receiver }) => applicationOf(receiver));
  if (new Set(applications).size > 1) throw refused('actions must be run on units from the same application');
}

function targetOf(model: Model, { receiver, name }: ActionRequest): Target {
  try {
    if (isLeader(receiver)) return leaderOfJuju4(model, applicationOf(receiver));
  } catch (error) {
    return { receiver, name, error: error as Error };
  }
  if (isValidUnitName(receiver)) return receiver;
  const tag = isValidMachineId(receiver) ? `machine-${receiver.replaceAll('/', '-')}` : receiver;
  return { receiver, name, error: refused(`"${tag}" is not a valid unit tag`) };
}

const isLeader = (receiver: string): boolean => receiver.endsWith('/leader');

/** Nobody to run it: no leader at all fails the call, what names no unit is refused one by one, without an operation. */
function nothing(results: readonly RefusedAction[]): Operation {
  const leaderless = results.filter(({ receiver }) => isLeader(receiver));
  if (leaderless.length > 0) {
    throw new ApiError(leaderless.map(({ error }) => error.message).join('\n'), 'not found');
  }
  return { id: '', summary: '', results, actions: [], fail: '', enqueued: new Date(), status: 'error' };
}

function checkDefined(model: Model, unit: string, action: string): void {
  const name = applicationOf(unit);
  const application = model.applications.get(name);
  if (application === undefined) {
    const quoted = JSON.stringify(name);
    throw refused(
      'adding action operation: adding action operation: ' +
        `getting charm UUID for application ${quoted}: application ${quoted} not found`,
    );
  }
  const { actions, meta } = application.charm;
  if (actions.has(action)) return;
  throw new ApiError(
    actions.size > 0
      ? `action ${JSON.stringify(action)} not defined for unit "${unit}".`
      : `no actions defined for charm ${meta.name}.`,
    'not found',
  );
}
