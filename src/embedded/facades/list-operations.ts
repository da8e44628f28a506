import type { Params } from '../server/params';
import type { Action, Operation } from '../state/action-entities';
import type { Model } from '../state/model';
import { operationResult } from './action-results';
import type { Call } from './facade';

/** As many as Juju shows when nobody says how many. */
const defaultLimit = 50;

/** `Action.ListOperations`: the operations with a task that matches, in the order in which they were enqueued. @internal */
export function listOperations({ model }: Call, params: Params): object {
  const matches = taskFilter(model, params);
  const statuses = params.strings('status');
  const found = [...model.operations.values()]
    .map((operation) => ({ operation, actions: operation.actions.filter(matches) }))
    .filter(({ operation, actions }) => actions.length > 0 && hasStatus(operation, statuses));
  const offset = params.int('offset');
  const limit = params.int('limit') > 0 ? params.int('limit') : defaultLimit;
  const summary = model.profile.series === '3.6' ? shortened : (action: Action) => action;
  const shown = found.slice(offset, offset + limit);
  return {
    ...(shown.length > 0 && {
      results: shown.map(({ operation, actions }) => operationResult(operation, actions.map(summary))),
    }),
    ...(found.length > offset + limit && { truncated: true }),
  };
}

/** Juju 3 leaves out of a list what may be long; `Actions` has it. */
const shortened = (action: Action): Action => ({ ...action, log: [], output: {} });

/** Nothing asked for means the tasks of all units. */
function taskFilter(model: Model, params: Params): (action: Action) => boolean {
  const names = params.strings('actions');
  const receivers = new Set([...params.strings('units'), ...params.strings('machines')]);
  const asked = params.strings('applications');
  const all = names.length === 0 && asked.length === 0 && receivers.size === 0;
  for (const name of all ? model.applications.keys() : asked) {
    for (const unit of model.application(name).units.keys()) receivers.add(unit);
  }
  return ({ name, receiver }) =>
    (names.length === 0 || names.includes(name)) && (receivers.size === 0 || receivers.has(receiver));
}

const hasStatus = (operation: Operation, statuses: readonly string[]): boolean =>
  statuses.length === 0 || statuses.includes(operation.status);
