import { JujuError } from '../../errors';
import type { Action } from '../state/action-entities';
import type { Charm } from '../charm/charm';
import type { HookContext } from '../engine/hook-context';
import type { HookInfo } from '../engine/hook-info';
import type { Model } from '../state/model';
import type { Unit } from '../state/entities';

/** What an agent is asked to run. @public */
export type HookOperation =
  | {
      readonly kind: 'hook';
      /** Juju's name of it: `db-relation-changed`. */ readonly name: string;
      readonly info: HookInfo;
    }
  | { readonly kind: 'action'; readonly name: string; readonly action: Action }
  | { readonly kind: 'exec'; readonly commands: string; readonly action: Action };

/** How an agent ran it. A hook that failed is not an outcome: `run` rejects. @public */
export interface HookOutcome {
  /** `false` when the charm has no handler: a hook is then skipped, an action fails. */
  readonly found: boolean;
}

/**
 * Runs what one unit's charm has to run. The engine decides what and when, and commits or throws away what the charm
 * said through the context; the agent only knows how the charm is executed.
 *
 * @public
 */
export interface UnitAgent {
  /**
   * Runs one hook, action or command to its end; what the charm has no handler for may be answered at once.
   *
   * @param operation - what to run
   * @param context - what the charm sees and says; void as soon as the promise is settled
   * @param signal - aborted when the unit is forced away, the action is cancelled, or the engine stops
   * @throws any error, which fails the hook
   */
  run(
    operation: HookOperation,
    context: HookContext,
    signal: AbortSignal,
  ): HookOutcome | Promise<HookOutcome>;
  /** Called once when the unit is gone or the engine stops. */
  close(): Promise<void>;
}

/** Juju's time, which passes faster than ours. @public */
export interface AgentClock {
  /** Waits so many milliseconds of Juju's time, or until the signal is aborted, which rejects with its reason. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Gives each unit its agent. @public */
export interface AgentProvider {
  agentFor(model: Model, unit: Unit, clock: AgentClock): UnitAgent;
  /** Refuses by throwing a charm that its agents could not run, before it is in a model. */
  checkCharm?(charm: Pick<Charm, 'actions' | 'meta' | 'name'>): void;
}

/**
 * Rejected with by an agent that cannot run an action at all: the task fails with this message, without a stack.
 *
 * @public
 */
export class ActionFailedError extends JujuError {}
