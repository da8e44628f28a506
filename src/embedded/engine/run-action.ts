import { messageOf } from '../../message-of';
import type { Action } from '../state/action-entities';
import type { EngineCore } from './engine-core';
import type { HookOperation, UnitAgent } from '../agent/unit-agent';
import { ActionFailedError, CharmExitError, CharmTerminatedError } from '../agent/unit-agent';
import type { Model } from '../state/model';
import type { Delay } from './scaled-clock';
import type { Unit } from '../state/entities';
import { agentRuns } from './agent-runs';
import { beginAction, finishAction } from '../state/action-progress';
import { execAction } from '../state/keep-operation';
import { HookContext } from './hook-context';
import { parametersOnUnit } from '../state/prepare-action';
import { logRefusedChanges, logStderr, stackOf } from './hook-log';

/** A task and what it needs to run. @internal */
export interface ActionRun {
  readonly model: Model;
  readonly unit: Unit;
  readonly action: Action;
  readonly agent: UnitAgent;
  readonly signal: AbortSignal;
  readonly report: (status: string, message?: string) => void;
}

/**
 * Runs one action or command to its end. It never fails its unit: whatever happens is in the task's status and message.
 *
 * @internal
 */
export async function runAction(core: EngineCore, run: ActionRun): Promise<void> {
  const { model, unit, action } = run;
  const ready = readyAction(run);
  if (ready === undefined) return;
  beginAction(model, action);
  run.report('executing', `running action ${action.name}`);
  const cancel = new AbortController();
  const unsubscribe = model.changes.subscribe(({ kind, id }) => {
    if (kind === 'action' && id === action.id && action.status === 'aborting')
      cancel.abort(new Error('action cancelled'));
  });
  const context = new HookContext({ model, unit, name: action.name, action: ready });
  const deadline = afterTimeout(core, ready, () => cancel.abort(new CommandTimeout()));
  try {
    const signal = AbortSignal.any([run.signal, cancel.signal]);
    const fault = core.faults.takeHookFault(unit.name, action.name);
    if (fault !== undefined) throw fault;
    const { found } = await agentRuns(run.agent, operationOf(ready), context, signal);
    finish(run, context, found ? flush(run, context) : `action not implemented on unit "${unit.name}"`);
  } catch (error) {
    if (cancel.signal.reason instanceof CommandTimeout) timeOut(run, context);
    else fail(run, context, error);
  } finally {
    deadline?.cancel();
    unsubscribe();
    context.end();
  }
}

/** Why a command was ended that has taken longer than it may. */
class CommandTimeout extends Error {}

/** Only commands have a timeout of their own, in nanoseconds; 0 is none. */
function afterTimeout(core: EngineCore, { name, parameters }: Action, end: () => void): Delay | undefined {
  const { timeout } = parameters;
  if (name !== execAction || typeof timeout !== 'number' || timeout <= 0) return undefined;
  return core.clock.afterReal(timeout / 1e6, end);
}

/** As Juju's agent says it of a command that it has killed; what was said until then is kept. */
function timeOut({ model, action }: ActionRun, context: HookContext): void {
  finishAction(model, action, {
    status: 'failed',
    message: 'command cancelled',
    output: context.action?.results ?? {},
  });
}

/** The action with the parameters that the charm gets; one that cannot be run has ended, and there is none. */
function readyAction({ model, unit, action }: ActionRun): Action | undefined {
  try {
    return { ...action, parameters: parametersOnUnit(model, unit, action) };
  } catch (error) {
    finishAction(model, action, {
      status: 'error',
      message: messageOf(error),
    });
    return undefined;
  }
}

function operationOf(action: Action): HookOperation {
  if (action.name !== execAction) return { kind: 'action', name: action.name, action };
  return { kind: 'exec', commands: String(action.parameters['command']), action };
}

/** Keeps what the action said; if Juju refuses something of it, says so. */
function flush({ model, unit }: ActionRun, context: HookContext): string | undefined {
  try {
    context.flush();
    return undefined;
  } catch (error) {
    logRefusedChanges(model, unit, messageOf(error));
    context.action?.addError(messageOf(error));
    const { failure = '' } = context.action ?? {};
    return failure === '' ? 'committing requested changes failed' : failure;
  }
}

function finish({ model, action }: ActionRun, context: HookContext, problem: string | undefined): void {
  const { failure, results = {} } = context.action ?? {};
  const message = problem ?? failure;
  if (message === undefined)
    finishAction(model, action, { status: 'completed', message: '', output: results });
  else finishAction(model, action, { status: 'failed', message, output: results });
}

/** What the agent's process would leave behind: exit code 1, and the stack on stderr. */
function fail({ model, unit, action }: ActionRun, context: HookContext, error: unknown): void {
  const aborted = action.status === 'aborting';
  if (error instanceof ActionFailedError) {
    finishAction(model, action, { status: 'failed', message: error.message, output: {} });
    return;
  }
  if (error instanceof CharmExitError || error instanceof CharmTerminatedError) {
    // The agent has noted what the process left behind.
    const { results = {} } = context.action ?? {};
    finishAction(model, action, {
      status: aborted ? 'aborted' : 'failed',
      message: explained(error),
      output: results,
    });
    return;
  }
  const stderr = stackOf(error);
  context.action?.setOutput({ code: 1, stderr });
  logStderr(model, unit, action.name, stderr);
  const output = context.action?.results ?? {};
  finishAction(model, action, { status: aborted ? 'aborted' : 'failed', message: 'exit status 1', output });
}

function explained(error: CharmExitError | CharmTerminatedError): string {
  return error instanceof CharmExitError && error.advice !== ''
    ? `${error.message}. ${error.advice}`
    : error.message;
}
