import { ApiError } from '../api-error';
import type { EngineCore } from './engine-core';
import type { HookInfo } from './hook-info';
import type { UnitAgent } from '../agent/unit-agent';
import { CharmExitError, CharmTerminatedError } from '../agent/unit-agent';
import type { Model } from '../state/model';
import type { Unit } from '../state/entities';
import { agentRuns } from './agent-runs';
import { HookContext } from './hook-context';
import { logExit, logFailure, logNotKept, logOutcome, logTerminated } from './hook-log';
import { runningMessage } from './hook-name';

/** A hook and what it needs to run. @internal */
export interface HookRun {
  readonly model: Model;
  readonly unit: Unit;
  readonly hook: HookInfo;
  /** Juju's name of it. */
  readonly name: string;
  readonly agent: UnitAgent;
  readonly signal: AbortSignal;
  /** Says how the agent is. */
  readonly report: (status: string, message?: string) => void;
}

/** What became of a hook; one that was terminated is to be run again. @internal */
export type HookResult = 'done' | 'failed' | 'terminated';

/**
 * Runs one hook, with the statuses that Juju sets before and after it.
 *
 * @returns what became of it; what it said is kept only when it succeeded
 * @internal
 */
export async function runHook(core: EngineCore, run: HookRun): Promise<HookResult> {
  const { model, unit, hook, name } = run;
  // Its relation may have been forced away since the hook was queued or failed: there is nothing to run it on.
  if (hook.relationId !== undefined && !model.relations.has(hook.relationId)) return 'done';
  // Leadership may have moved on.
  if (hook.kind === 'leader-elected' && !unit.leader) return 'done';
  before(run);
  const context = new HookContext({ model, unit, name, hook });
  try {
    const fault = core.faults.takeHookFault(unit.name, name);
    if (fault !== undefined) throw fault;
    const outcome = await agentRuns(run.agent, { kind: 'hook', name, info: hook }, context, run.signal);
    const refused = flush(context);
    if (refused !== undefined) {
      logNotKept(model, unit, name, { message: refused, via: outcome.via });
      return 'failed';
    }
    after(run, context);
    logOutcome(model, unit, name, outcome);
    return 'done';
  } catch (error) {
    return failed(run, error);
  } finally {
    context.end();
  }
}

/** @returns what Juju refuses of what the charm said */
function flush(context: HookContext): string | undefined {
  try {
    context.flush();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}

function failed({ model, unit, name, signal }: HookRun, error: unknown): HookResult {
  if (signal.aborted) return 'failed';
  if (error instanceof CharmTerminatedError) {
    logTerminated(model, unit, name);
    return 'terminated';
  }
  if (error instanceof CharmExitError) logExit(model, unit, name, error);
  else logFailure(model, unit, name, error);
  return 'failed';
}

function before({ unit, hook, name, report }: HookRun): void {
  if (hook.kind === 'install' && !unit.local.statusSet)
    unit.setWorkloadStatus('maintenance', 'installing charm software');
  if (hook.kind === 'stop') unit.setWorkloadStatus('maintenance', 'stopping charm software');
  if (hook.kind === 'remove') unit.setWorkloadStatus('maintenance', 'cleaning up prior to charm deletion');
  // Juju does not tell of update-status, which would make every unit busy all the time.
  if (hook.kind !== 'update-status') report('executing', runningMessage(name, hook));
}

function after({ unit, hook }: HookRun, context: HookContext): void {
  unit.local.statusSet ||= context.status.unitWasSet;
  if (hook.kind === 'start' && !unit.local.statusSet) unit.setWorkloadStatus('unknown');
  if (hook.kind === 'stop') unit.setWorkloadStatus('maintenance');
  if (hook.kind === 'remove') unit.setWorkloadStatus('terminated');
}
