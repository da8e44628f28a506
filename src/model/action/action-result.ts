import { JujuError } from '../../errors';
import { fromTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import { messageOf } from '../../message-of';
import { date } from '../status/parse-status-info';

/** How far an action is. @public */
export type ActionStatus =
  'pending' | 'running' | 'aborting' | 'completed' | 'failed' | 'cancelled' | 'aborted' | 'error';

/** A line that an action logged while it ran. @public */
export interface ActionLogEntry {
  readonly timestamp: Date;
  readonly message: string;
}

/**
 * An action or a command as it was when it was asked for: done, if it was waited for.
 *
 * @public
 */
export interface ActionResult {
  /** Its task's number: `juju show-task <id>`. */
  readonly id: string;
  /** The action's name; `juju-exec` of a command. */
  readonly name: string;
  /** The unit that ran it; a machine's id, of a command on a machine. */
  readonly receiver: string;
  readonly status: ActionStatus;
  /** The exit code; 0 where none is known. */
  readonly returnCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What the action set, without `return-code`, `stdout` and `stderr`. */
  readonly results: Readonly<Record<string, unknown>>;
  /** All that Juju has of its output. */
  readonly output: Readonly<Record<string, unknown>>;
  /** Why it failed, in its own words. */
  readonly message: string;
  readonly log: readonly ActionLogEntry[];
  readonly enqueued: Date | undefined;
  readonly started: Date | undefined;
  readonly completed: Date | undefined;
}

const ends: ReadonlySet<string> = new Set<ActionStatus>([
  'completed',
  'failed',
  'cancelled',
  'aborted',
  'error',
]);

/** Whether nothing more will come of it. @internal */
export function isEnded({ status }: ActionResult): boolean {
  return ends.has(status);
}

/** Whether it did what it was asked for. @internal */
export function isSuccess({ status, returnCode }: ActionResult): boolean {
  return status === 'completed' && returnCode === 0;
}

/** @internal */
export function actionResult(raw: wire.ActionResult): ActionResult {
  const output = raw.output ?? {};
  const { 'return-code': code, stdout, stderr, ...results } = output;
  return Object.freeze({
    id: raw.action ? fromTag(raw.action.tag, 'action').id : '',
    name: raw.action?.name ?? '',
    receiver: raw.action ? fromTag(raw.action.receiver).id : '',
    status: (raw.status ?? 'pending') as ActionStatus,
    returnCode: Number(code ?? 0),
    stdout: textOf(stdout),
    stderr: textOf(stderr),
    results: Object.freeze(results),
    output: Object.freeze(output),
    message: raw.message ?? '',
    log: Object.freeze((raw.log ?? []).map(logEntry)),
    enqueued: date(raw.enqueued),
    started: date(raw.started),
    completed: date(raw.completed),
  });
}

/**
 * An action ended otherwise than well, or a command with an exit code that is not 0. `code` is the action's status.
 *
 * @public
 */
export class ActionFailedError extends JujuError {
  /** All that is known of it: its message, results, output and log. */
  readonly result: ActionResult;
  /** By unit or machine: of a command that ran in several places, how it ended everywhere. */
  readonly results: ReadonlyMap<string, ActionResult>;

  constructor(result: ActionResult, place: string, results = mapOf(result)) {
    super(failureText(result, place, results), { code: result.status });
    this.result = result;
    this.results = results;
  }
}

/**
 * An action ended, and then the status of the model could not be had, for the reason that is the `cause`. What the
 * properties of the model show may be from before.
 *
 * @public
 */
export class StatusAfterActionError extends JujuError {
  /** How the action ended. It need not be run again. */
  readonly result: ActionResult;
  /** By unit or machine: of a command that ran in several places, how it ended everywhere. */
  readonly results: ReadonlyMap<string, ActionResult>;

  constructor(result: ActionResult, place: string, cause: unknown, results = mapOf(result)) {
    const why = messageOf(cause);
    const code = cause instanceof JujuError ? cause.code : '';
    const others = othersText(result, results);
    const outcome = `${outcomeText(result, place)}${others === '' ? '' : `, and on ${others}`}`;
    super(`${outcome}; but the status of the model could not be had afterwards: ${why}`, { code, cause });
    this.result = result;
    this.results = results;
  }
}

/** What became of it, in one line. */
function outcomeText(result: ActionResult, place: string): string {
  const { name, receiver, message, id } = result;
  const what = name === 'juju-exec' ? 'The command' : `The action "${name}"`;
  const why = message === '' ? '' : `: ${message}`;
  return `${what} on ${receiver} in ${place} ${endText(result)}${why} (task ${id})`;
}

/** How it ended, in a few words. @internal */
export function endText({ status, returnCode }: ActionResult): string {
  return status === 'completed' ? `ended with exit code ${String(returnCode)}` : `ended as ${status}`;
}

/** The same for the other places, one after another. */
function othersText(own: ActionResult, results: ReadonlyMap<string, ActionResult>): string {
  const others = [...results.values()].filter((result) => result !== own);
  return others.map((result) => `${result.receiver} ${endText(result)} (task ${result.id})`).join(', ');
}

function mapOf(result: ActionResult): ReadonlyMap<string, ActionResult> {
  return new Map([[result.receiver, result]]);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function logEntry({ timestamp, message }: wire.ActionMessage): ActionLogEntry {
  return Object.freeze({ timestamp: new Date(timestamp), message });
}

function failureText(result: ActionResult, place: string, all: ReadonlyMap<string, ActionResult>): string {
  const { stdout, stderr, results, log } = result;
  const sections = [
    outcomeText(result, place),
    section('results', Object.keys(results).length === 0 ? '' : JSON.stringify(results, undefined, 2)),
    section('stdout', stdout),
    section('stderr', stderr),
    section('log', log.map((entry) => `${entry.timestamp.toISOString()} ${entry.message}`).join('\n')),
    section('elsewhere', othersText(result, all)),
  ];
  return sections.filter((text) => text !== '').join('\n');
}

function section(title: string, text: string): string {
  const trimmed = text.trimEnd();
  return trimmed === '' ? '' : `${title}:\n${trimmed.replaceAll(/^/gm, '  ')}`;
}
