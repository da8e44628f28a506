import type { Action, ExecRequest, Operation, RefusedAction } from './action-entities';
import type { Model } from './model';
import { ApiError, refused } from '../api-error';
import { execAction, newOperation } from './keep-operation';
import { addTaskOfJuju4, leaderOfJuju4, type TaskOfJuju4 } from './tasks-of-juju-4';

type Result = Action | RefusedAction;

/**
 * What `juju exec` does on Juju 4: a task for whoever is named, and two for who is named twice. Ids go to machines,
 * units, the units of applications, and leaders; the answer has the leaders before the other units.
 *
 * @internal
 */
export function execOfJuju4(model: Model, request: ExecRequest): Operation {
  const { commands, machines = [], units = [], applications = [], timeoutMs = 300_000 } = request;
  const leaders = resolveLeaders(model, units);
  const named = units.filter((name) => !isLeader(name));
  const ofApplications = unitsOf(model, applications);
  if ([machines, named, applications, leaders.filter((one) => typeof one === 'string')].every(isEmpty)) {
    throw nobody(leaders as RefusedAction[]);
  }
  const operation = newOperation(model, `exec ${JSON.stringify(commands)}`);
  const task: TaskOfJuju4 = {
    name: execAction,
    parameters: { command: commands, timeout: timeoutMs * 1e6 },
    parallel: request.parallel ?? false,
    executionGroup: request.executionGroup ?? '',
  };
  const add = (kind: 'unit' | 'machine') => (name: string) =>
    addTaskOfJuju4(model, operation, { kind, name }, task);
  const onMachines = machines.map(add('machine'));
  const onUnits = [...named, ...ofApplications].map(add('unit'));
  const onLeaders = leaders.map((one): Result => (typeof one === 'string' ? add('unit')(one) : one));
  operation.results = [...onMachines, ...onLeaders, ...onUnits];
  if (operation.actions.length === 0) operation.status = 'error';
  model.note('operation', operation.id);
  return operation;
}

const isLeader = (name: string): boolean => name.endsWith('/leader');
const isEmpty = (list: readonly unknown[]): boolean => list.length === 0;

function resolveLeaders(model: Model, units: readonly string[]): (string | RefusedAction)[] {
  return units.filter(isLeader).map((receiver) => {
    try {
      return leaderOfJuju4(model, receiver.slice(0, -'/leader'.length));
    } catch (error) {
      return { receiver, name: execAction, error: error as Error };
    }
  });
}

/** An application without units counts for nothing; where all are such, Juju knows none of them. */
function unitsOf(model: Model, applications: readonly string[]): string[] {
  const wanted = new Set(applications);
  const units = [...model.applications.values()]
    .filter(({ name }) => wanted.has(name))
    .flatMap(({ units }) => [...units.keys()]);
  if (units.length > 0 || applications.length === 0) return units;
  throw refused(
    'starting exec operation: adding exec operation: ' +
      `getting units for applications [${applications.join(' ')}]: no application found`,
  );
}

function nobody(leaders: readonly RefusedAction[]): Error {
  return new ApiError(leaders.map(({ error }) => error.message).join('\n'), 'not found');
}
