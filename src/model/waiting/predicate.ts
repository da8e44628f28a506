import type { Status } from '../status/status';
import type { Reason } from './judgement';

/** A predicate's answer with its reasons. @public */
export interface Verdict {
  readonly ok: boolean;
  /** Why it is not, or why it is. */
  readonly reasons: readonly Reason[];
}

/**
 * A question about a status. A function of yours, perhaps with a `label` that messages name it by.
 *
 * @example
 * ```ts
 * const hasTwoUnits: Predicate = ({ applications }) => applications['web']?.units.length === 2;
 * ```
 *
 * @public
 */
export type Predicate = ((status: Status) => boolean | Verdict | Promise<boolean | Verdict>) & {
  readonly label?: string;
};

/**
 * A predicate's answer as a verdict.
 *
 * @throws TypeError for an answer that is neither a boolean nor a verdict
 * @internal
 */
export function verdictOf(answer: unknown, predicate: Predicate): Verdict {
  if (isVerdict(answer)) return answer;
  if (typeof answer === 'boolean') {
    return { ok: answer, reasons: [{ entity: labelOf(predicate), why: `is ${answer}` }] };
  }
  throw new TypeError(
    `A predicate must answer true, false or a verdict; ${labelOf(predicate)} answered ${JSON.stringify(answer)}`,
  );
}

function isVerdict(answer: unknown): answer is Verdict {
  if (typeof answer !== 'object' || answer === null) return false;
  const { ok, reasons } = answer as Partial<Verdict>;
  return typeof ok === 'boolean' && Array.isArray(reasons);
}

/** How messages name a predicate. @internal */
export function labelOf(predicate: Predicate): string {
  if (predicate.label !== undefined) return predicate.label;
  return predicate.name === '' ? 'the predicate' : predicate.name;
}
