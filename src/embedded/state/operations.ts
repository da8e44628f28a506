import type { Action, ActionRequest, ExecRequest, Operation, RefusedAction } from './action-entities';
import type { Model } from './model';
import { ApiError, refused } from '../api-error';
import { enqueueOfJuju4 } from './enqueue-of-juju-4';
import { execOfJuju4 } from './exec-of-juju-4';
import { isValidMachineId, isValidUnitName } from './names';
import { execAction, keepAction, type MutableOperation, newOperation, nextId } from './keep-operation';
import { leaderOf, prepareAction } from './prepare-action';

/**
 * What `juju run` does: one task for each request. One that cannot be is in the results with its error, and takes an id.
 *
 * @internal
 */
export function enqueue(model: Model, requests: readonly ActionRequest[]): Operation {
  if (model.profile.series === '4.0') return enqueueOfJuju4(model, requests);
  const names = [...new Set(requests.map((request) => request.name))];
  const receivers = requests.map(({ receiver }) => receiverTag(receiver)).join(',');
  const summary = `${names.length === 1 ? String(names[0]) : 'multiple actions'} run on ${receivers}`;
  const operation = newOperation(model, summary);
  for (const request of requests) operation.results.push(addAction(model, operation, request));
  noteRefusals(operation);
  model.note('operation', operation.id);
  return operation;
}

/** What `juju exec` does. @internal */
export function exec(model: Model, request: ExecRequest): Operation {
  if (/juju-exec|juju-run/.test(request.commands)) {
    throw new ApiError(
      `cannot use ${JSON.stringify(request.commands)} as an action command`,
      'not supported',
    );
  }
  if (model.profile.series === '4.0') return execOfJuju4(model, request);
  const units = unitsFor(model, request);
  for (const id of request.machines ?? []) {
    if (!isValidMachineId(id)) throw refused(`invalid machine id "${id}"`);
  }
  const { parallel, executionGroup, timeoutMs = 300_000 } = request;
  const common = {
    name: execAction,
    parameters: { command: request.commands, timeout: timeoutMs * 1e6, 'workload-context': false },
    ...(parallel === undefined ? {} : { parallel }),
    ...(executionGroup === undefined ? {} : { executionGroup }),
  };
  const receivers = [...units, ...(request.machines ?? [])];
  return enqueue(
    model,
    receivers.map((receiver) => ({ receiver, ...common })),
  );
}

/** Each unit once, a leader by its name, in the order of their names: `web/10` before `web/2`. */
function unitsFor(model: Model, { units = [], applications = [] }: ExecRequest): string[] {
  const names = units.map((name) => (name.endsWith('/leader') ? leaderOf(model, name) : name));
  for (const name of applications) names.push(...model.application(name).units.keys());
  for (const name of names) if (!isValidUnitName(name)) throw refused(`invalid unit name "${name}"`);
  return [...new Set(names)].toSorted((one, other) => (one < other ? -1 : 1));
}

function addAction(
  model: Model,
  operation: MutableOperation,
  request: ActionRequest,
): Action | RefusedAction {
  try {
    const action = prepareAction(model, operation.id, request, nextId);
    keepAction(model, operation, action);
    return action;
  } catch (error) {
    const problem = error instanceof Error ? error : new Error(String(error));
    return { receiver: request.receiver, name: request.name, error: problem };
  }
}

function noteRefusals(operation: MutableOperation): void {
  const problems = operation.results.flatMap((result) => ('error' in result ? [result.error.message] : []));
  if (problems.length === 0) return;
  operation.fail = `error(s) enqueueing action(s): ${problems.join(', ')}`;
  if (operation.actions.length > 0) return;
  operation.status = 'error';
  operation.completed = new Date();
}

/** As clients name a receiver: by its tag, but `web/leader` as it is. */
function receiverTag(receiver: string): string {
  if (receiver.endsWith('/leader')) return receiver;
  return `${isValidMachineId(receiver) ? 'machine' : 'unit'}-${receiver.replaceAll('/', '-')}`;
}
