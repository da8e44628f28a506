import { JujuError, type JujuErrorOptions } from '../errors';
import type { LogEntry } from './debug-log';
import type { Status } from './status/status';
import type { Reason } from './waiting/judgement';

/** How often a wait asked for the status. @public */
export interface WaitPolls {
  readonly ok: number;
  readonly failed: number;
  /** How often the connection broke; what was asked then was asked again on the next one. */
  readonly disconnects: number;
}

/** What every error of a wait can tell. @public */
export interface WaitEvidence {
  /** What was missing or wrong, entity by entity. */
  readonly reasons: readonly Reason[];
  /** The last status there was; `undefined` where none could be had. */
  readonly status: Status | undefined;
  /**
   * The errors in the model's debug-log since the wait began, or since units in error came to be so, of all its units, each as it was the first time; before a
   * hook that failed, what its charm wrote on standard error.
   */
  readonly logs: readonly LogEntry[];
  /** How long it waited, in milliseconds. */
  readonly elapsed: number;
  /** How often the status was asked for. */
  readonly polls: WaitPolls;
}

/**
 * A wait that did not end well. The message shows what was missing, what the debug-log said of that meanwhile, and the
 * model's status.
 *
 * @public
 */
export class WaitError extends JujuError implements WaitEvidence {
  readonly reasons: readonly Reason[];
  readonly status: Status | undefined;
  readonly logs: readonly LogEntry[];
  readonly elapsed: number;
  readonly polls: WaitPolls;

  constructor(message: string, evidence: WaitEvidence, options: JujuErrorOptions = {}) {
    super(message, options);
    this.reasons = evidence.reasons;
    this.status = evidence.status;
    this.logs = evidence.logs;
    this.elapsed = evidence.elapsed;
    this.polls = evidence.polls;
    // Whole statuses would bury the message where Jest prints an error's fields.
    for (const field of ['status', 'logs'] as const) {
      Object.defineProperty(this, field, { value: evidence[field], enumerable: false });
    }
  }
}

/** What was waited for did not come in time. `code` is `timeout`. @public */
export class WaitTimeoutError extends WaitError {
  constructor(message: string, evidence: WaitEvidence, options: ErrorOptions = {}) {
    super(message, evidence, { code: 'timeout', ...options });
  }
}

/** The wait was ended by its signal, or by the end of the test that waited; `cause` is the signal's reason. @public */
export class WaitAbortedError extends WaitError {
  constructor(message: string, evidence: WaitEvidence, options: ErrorOptions = {}) {
    super(message, evidence, { code: 'aborted', ...options });
  }
}

/**
 * What was waited for will not come: something is in error, or blocked (`raiseOnBlocked`), or the wait's `error`
 * predicate holds. `code` is `error` or `blocked`. `waitForIdle` throws one of its kinds.
 *
 * @public
 */
export class WaitFailedError extends WaitError {}

/** A machine is in error, or could not be provisioned. @public */
export class MachineError extends WaitFailedError {}

/** A unit's agent has failed. @public */
export class AgentError extends WaitFailedError {}

/** A unit is in error (a hook failed), or blocked. @public */
export class UnitError extends WaitFailedError {}

/** An application is in error, or blocked. @public */
export class ApplicationError extends WaitFailedError {}

/** There is no such entity in the model, or no longer. `code` is `not found`. @public */
export class EntityNotFoundError extends JujuError {
  constructor(message: string, options: ErrorOptions = {}) {
    super(message, { code: 'not found', ...options });
  }
}

/**
 * A model is still there: the controller refused to destroy it (`code` is Juju's), or it took too long (`timeout`).
 *
 * @public
 */
export class ModelNotDestroyedError extends JujuError {
  readonly modelName: string;
  readonly modelUuid: string;

  constructor(
    message: string,
    model: { readonly name: string; readonly uuid: string },
    options: JujuErrorOptions = {},
  ) {
    super(message, options);
    this.modelName = model.name;
    this.modelUuid = model.uuid;
  }
}

/** A charm cannot be deployed as it is: there is none at the path, or it makes no sense. @public */
export class CharmError extends JujuError {
  /** The path as it was given. */
  readonly path: string;

  constructor(message: string, path: string, options: JujuErrorOptions = {}) {
    super(message, { code: 'not valid', ...options });
    this.path = path;
  }
}
