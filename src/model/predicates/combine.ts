import { inspect } from 'node:util';

import type { Status } from '../status/status';
import { labelOf, type Predicate, type Verdict, verdictOf } from '../waiting/predicate';

/**
 * All of these hold, functions of your own among them; the reasons are of those that do not.
 *
 * @example
 * ```ts
 * const hasAddress: Predicate = ({ units }) => units['web/0']?.publicAddress !== '';
 * await opsTest.model.wait(and(allActive('web'), hasAddress, not(anyBlocked())));
 * ```
 *
 * @public
 */
export function and(...predicates: readonly Predicate[]): Predicate {
  return combined('and', predicates, (verdicts) => {
    const missing = verdicts.filter(({ ok }) => !ok);
    return { ok: missing.length === 0, reasons: reasonsOf(missing.length === 0 ? verdicts : missing) };
  });
}

/**
 * One of these holds at least; the reasons are of all where none does.
 *
 * @example
 * ```ts
 * await opsTest.model.wait(or(allActive('web'), allBlocked('web')));
 * ```
 *
 * @public
 */
export function or(...predicates: readonly Predicate[]): Predicate {
  return combined('or', predicates, (verdicts) => {
    const found = verdicts.filter(({ ok }) => ok);
    return { ok: found.length > 0, reasons: reasonsOf(found.length > 0 ? found : verdicts) };
  });
}

/**
 * It does not hold; the reasons say why it does.
 *
 * @example
 * ```ts
 * await opsTest.model.wait(not(anyBlocked()), { timeout: '10m' });
 * ```
 *
 * @public
 */
export function not(predicate: Predicate): Predicate {
  return combined('not', [predicate], ([verdict]) => ({
    ok: verdict?.ok === false,
    reasons: verdict?.reasons ?? [],
  }));
}

function combined(
  name: string,
  predicates: readonly Predicate[],
  combine: (verdicts: readonly Verdict[]) => Verdict,
): Predicate {
  checkPredicates(name, predicates);
  const answer = async (status: Status): Promise<Verdict> => {
    const verdicts = predicates.map(async (predicate) => verdictOf(await predicate(status), predicate));
    return combine(await Promise.all(verdicts));
  };
  return Object.assign(answer, { label: `${name}(${predicates.map(labelOf).join(', ')})` });
}

function reasonsOf(verdicts: readonly Verdict[]): Verdict['reasons'] {
  return verdicts.flatMap(({ reasons }) => reasons);
}

function checkPredicates(name: string, predicates: readonly unknown[]): void {
  if (predicates.length === 0)
    throw new TypeError(`${name} needs a predicate, a function of the status; got none`);
  for (const predicate of predicates) {
    if (typeof predicate === 'function') continue;
    throw new TypeError(`${name} takes predicates, functions of the status; got ${inspect(predicate)}`);
  }
}
