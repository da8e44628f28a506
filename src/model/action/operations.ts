import { itemsOf } from '../../juju/bulk';
import { fromTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import { type ActionResult, actionResult, type ActionStatus } from './action-result';
import { type CallLimits, leftOf } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import type { ModelCore } from '../model-core';
import { date } from '../status/parse-status-info';

/** What was enqueued together: one action or command, on one unit or several. @public */
export interface Operation {
  readonly id: string;
  readonly summary: string;
  readonly status: ActionStatus;
  /** Why it could not be enqueued as a whole; `''` mostly. */
  readonly fail: string;
  readonly enqueued: Date | undefined;
  readonly started: Date | undefined;
  readonly completed: Date | undefined;
  /** Its tasks. Juju 3 tells their results and logs only when asked for each: see {@link Model.action}. */
  readonly actions: readonly ActionResult[];
}

/** Which operations to list. What is named is taken together; without any, all that ran on units. @public */
export interface OperationsOptions extends CallLimits {
  /** Only those on one of these units. Default: on any. */
  readonly units?: readonly string[];
  /** Only those on a unit of one of these. Default: of any. */
  readonly applications?: readonly string[];
  /** Only those on one of these machines, by id. Default: on any. */
  readonly machines?: readonly string[];
  /** Names of actions; a command's is `juju-exec`. */
  readonly actions?: readonly string[];
  /** Only those that are so. Default: all. */
  readonly status?: readonly ActionStatus[];
}

const keys = ['units', 'applications', 'machines', 'actions', 'status', 'signal', 'timeout'];
/** As many as Juju gives at once, unless it is asked for another number. */
const pageSize = 50;

/** The operations of a model that match, the oldest first. @internal */
export async function listOperations(
  core: ModelCore,
  options: OperationsOptions,
): Promise<readonly Operation[]> {
  checkKeys(options, keys, 'operations');
  const { units = [], applications = [], machines = [], actions = [], status = [], ...limits } = options;
  const left = leftOf(limits, core.clock);
  const version = core.session.facadeVersion('Action');
  const call = { facade: 'Action', request: 'ListOperations', version };
  const found: Operation[] = [];
  for (;;) {
    const params: wire.OperationQueryArgs = {
      units: [...units],
      applications: [...applications],
      machines: [...machines],
      actions: [...actions],
      status: [...status],
      offset: found.length,
      limit: pageSize,
    };
    const page = await core.call<wire.OperationResults>(call.facade, call.request, params, left());
    const operations = itemsOf(call, page).map(operation);
    found.push(...operations);
    if (page.truncated !== true || operations.length === 0) return Object.freeze(found);
  }
}

function operation(raw: wire.OperationResult): Operation {
  return Object.freeze({
    id: fromTag(raw.operation, 'operation').id,
    summary: raw.summary,
    status: (raw.status ?? 'pending') as ActionStatus,
    fail: raw.fail ?? '',
    enqueued: date(raw.enqueued),
    started: date(raw.started),
    completed: date(raw.completed),
    actions: Object.freeze((raw.actions ?? []).map(actionResult)),
  });
}
