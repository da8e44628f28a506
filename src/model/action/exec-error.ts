import { JujuError } from '../../errors';
import { messageOf } from '../../message-of';
import { type ActionResult, endText } from './action-result';

/** What became of a command in one place: a result, or why there is none. @internal */
export interface Outcome {
  readonly receiver?: string;
  readonly id?: string;
  readonly result?: ActionResult;
  readonly error?: unknown;
}

/**
 * A command was to run in several places, and what became of it in some of them is not known, or it could not be run
 * there. It is not sent again. `code` and `cause` are those of the first failure.
 *
 * @public
 */
export class ExecError extends JujuError {
  /** How it ended where that is known, by unit or machine. */
  readonly results: ReadonlyMap<string, ActionResult>;

  /** @internal */
  constructor(outcomes: readonly Outcome[], results: ReadonlyMap<string, ActionResult>, place: string) {
    const cause = outcomes.find(({ error }) => error !== undefined)?.error;
    super(textOf(outcomes, place), { cause, code: cause instanceof JujuError ? cause.code : '' });
    this.results = results;
  }
}

function textOf(outcomes: readonly Outcome[], place: string): string {
  const open = outcomes.filter(({ error }) => error !== undefined);
  const ids = open.flatMap(({ id }) => id ?? []);
  const advice =
    ids.length > 0
      ? ` It goes on, and is not sent again: look at it with \`juju show-task ${ids.join('`, `juju show-task ')}\`.`
      : '';
  return [
    `The command in ${place} was to run in ${String(outcomes.length)} places, and its end is not known in ${String(open.length)} of them.${advice}`,
    ...outcomes.map((outcome) => `  ${lineOf(outcome)}`),
  ].join('\n');
}

function lineOf({ receiver, id, result, error }: Outcome): string {
  const task = id === undefined ? '' : ` (task ${id})`;
  if (!result) return `${receiver ?? 'not begun'}${task}: ${messageOf(error)}`;
  return `${result.receiver}${task}: ${endText(result)}`;
}
