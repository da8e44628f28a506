import type { JujuErrorOptions } from '../../errors';
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
  /** What kind of handler it was, in Juju's words. Default: that of a charm with a dispatch script. */
  readonly via?: string;
}

/**
 * Runs what one unit's charm has to run. The engine decides what and when, and commits or throws away what the charm
 * said through the context; the agent only knows how the charm is executed.
 *
 * @public
 */
export interface UnitAgent {
  /**
   * Whether `run` itself ends soon when its signal is aborted: it is then waited for, since what it has started is still
   * there until then.
   */
  readonly endsWhenAborted?: boolean;
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
  checkCharm?(charm: Pick<Charm, 'actions' | 'files' | 'meta' | 'name'>, schema: 'local' | 'ch'): void;
  /** Refuses by rejecting what it finds in the charm's archive. */
  checkArchive?(name: string, archive: Buffer): Promise<void>;
}

/**
 * Rejected with by an agent that cannot run an action at all: the task fails with this message, without a stack.
 *
 * @public
 */
export class ActionFailedError extends JujuError {}

/** What is known of how a charm's process failed. @public */
export interface CharmExitOptions extends JujuErrorOptions {
  /** What kind of handler it was, in Juju's words. */
  readonly via?: string;
  /** What the user can do. */
  readonly advice?: string;
}

/**
 * Rejected with by an agent whose charm ended badly, or could not be started: the words are Juju's (`exit status 1`), and
 * what the charm said is in the log already.
 *
 * @public
 */
export class CharmExitError extends JujuError {
  readonly via: string;
  readonly advice: string;

  constructor(message: string, { via = 'invalid', advice = '', ...options }: CharmExitOptions = {}) {
    super(message, options);
    this.via = via;
    this.advice = advice;
  }
}

/**
 * Rejected with by an agent whose charm was told to end by SIGTERM or SIGKILL: that says nothing about the hook, so it is
 * queued again.
 *
 * @public
 */
export class CharmTerminatedError extends JujuError {}
