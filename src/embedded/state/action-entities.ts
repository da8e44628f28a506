/** How far an action is. @public */
export type ActionStatus =
  'pending' | 'running' | 'aborting' | 'completed' | 'failed' | 'cancelled' | 'aborted' | 'error';

/** A line that a running action said. @public */
export interface ActionMessage {
  readonly timestamp: Date;
  readonly message: string;
}

/** One task: an action, or a command, on one unit or machine. @public */
export interface Action {
  readonly id: string;
  readonly operationId: string;
  /** Name of the unit, or id of the machine. */
  readonly receiver: string;
  readonly receiverKind: 'unit' | 'machine';
  /** `juju-exec` for a command. */
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  status: ActionStatus;
  message: string;
  readonly log: ActionMessage[];
  output: Readonly<Record<string, unknown>>;
  readonly enqueued: Date;
  started?: Date;
  completed?: Date;
  readonly parallel: boolean;
  readonly executionGroup: string;
}

/** What could not be enqueued, and why. @public */
export interface RefusedAction {
  readonly receiver: string;
  readonly name: string;
  readonly error: Error;
}

/** The tasks of one request. @public */
export interface Operation {
  readonly id: string;
  readonly summary: string;
  /** In the order of the request; an item that could not be enqueued says why. */
  readonly results: readonly (Action | RefusedAction)[];
  readonly actions: readonly Action[];
  /** Why the whole of it failed, `''` if it did not. */
  readonly fail: string;
  readonly enqueued: Date;
  started?: Date;
  completed?: Date;
  status: ActionStatus;
}

/** One task as it is asked for; the receiver is a unit, `app/leader`, or the id of a machine. @public */
export interface ActionRequest {
  readonly receiver: string;
  readonly name: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly parallel?: boolean;
  readonly executionGroup?: string;
}

/** A command (`juju exec`) as it is asked for. @public */
export interface ExecRequest {
  readonly commands: string;
  readonly timeoutMs?: number;
  readonly machines?: readonly string[];
  readonly applications?: readonly string[];
  readonly units?: readonly string[];
  readonly parallel?: boolean;
  readonly executionGroup?: string;
}
