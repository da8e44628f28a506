import type { Action, ActionRequest, ExecRequest, Operation, RefusedAction } from './action-entities';
import type { Model } from './model';
import { notSupported, refused } from '../api-error';
import { isValidMachineId, isValidUnitName } from './names';
import { leaderOf, prepareAction } from './prepare-action';

/** A command is an action of this name, on any unit. @internal */
export const execAction = 'juju-exec';

/**
 * What `juju run` does: one task for each request. One that cannot be is in the results with its error, and takes an id.
 *
 * @internal
 */
export function enqueue(model: Model, requests: readonly ActionRequest[]): Operation {
  const id = nextId(model);
  const names = [...new Set(requests.map((request) => request.name))];
  const receivers = requests.map(({ receiver }) => receiverTag(receiver)).join(',');
  const operation: MutableOperation = {
    id,
    summary: `${names.length === 1 ? String(names[0]) : 'multiple actions'} run on ${receivers}`,
    results: [],
    actions: [],
    fail: '',
    enqueued: new Date(),
    status: 'pending',
  };
  model.operations.set(id, operation);
  for (const request of requests) operation.results.push(addAction(model, operation, request));
  noteRefusals(operation);
  model.note('operation', id);
  return operation;
}

/** What `juju exec` does. @internal */
export function exec(model: Model, request: ExecRequest): Operation {
  if (/juju-exec|juju-run/.test(request.commands)) {
    throw notSupported(`cannot use "${request.commands}" as an action command`);
  }
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
  const machines = request.machines ?? [];
  const receivers = model.profile.series === '3.6' ? [...units, ...machines] : [...machines, ...units];
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

type MutableOperation = { -readonly [Key in keyof Operation]: Operation[Key] } & {
  results: (Action | RefusedAction)[];
  actions: Action[];
};

function addAction(
  model: Model,
  operation: MutableOperation,
  request: ActionRequest,
): Action | RefusedAction {
  try {
    const action = prepareAction(model, operation.id, request, nextId);
    operation.actions.push(action);
    model.actions.set(action.id, action);
    const waiting = model.waitingActions.get(action.receiver) ?? new Set();
    model.waitingActions.set(action.receiver, waiting.add(action.id));
    model.note('action', action.id);
    return action;
  } catch (error) {
    const problem = error instanceof Error ? error : new Error(String(error));
    return { receiver: request.receiver, name: request.name, error: problem };
  }
}

function nextId(model: Model): string {
  return String(model.sequences.next('task', model.profile.firstOperationId));
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
