import type { HookContext } from './hook-context';
import type { HookOperation, HookOutcome, UnitAgent } from '../agent/unit-agent';
import { untilAborted } from './until-aborted';

/**
 * Lets an agent run something, not longer than until the signal is aborted: an agent that says that it ends then is waited
 * for, another one is left to itself.
 *
 * @internal
 */
export function agentRuns(
  agent: UnitAgent,
  operation: HookOperation,
  context: HookContext,
  signal: AbortSignal,
): HookOutcome | Promise<HookOutcome> {
  signal.throwIfAborted();
  const outcome = agent.run(operation, context, signal);
  return agent.endsWhenAborted === true ? outcome : untilAborted(outcome, signal);
}
