import { inspect } from 'node:util';

import type { ApplicationStatus, Status } from '../status/status';
import type { Reason } from '../waiting/judgement';
import { missingReason } from '../waiting/missing';
import type { Verdict } from '../waiting/predicate';

/**
 * A ready-made {@link Predicate}: it answers at once, with reasons why it does not hold, or why it does.
 *
 * @public
 */
export interface StatusPredicate {
  (status: Status): Verdict;
  /** How messages name it: `allActive(web)`. */
  readonly label: string;
}

/**
 * A predicate that holds where nothing is missing.
 *
 * @param name - the function that the user called
 * @param about - its arguments, as the label shows them
 * @param judge - what is missing, and what there is where nothing is
 * @internal
 */
export function statusPredicate(
  name: string,
  about: readonly string[],
  judge: (status: Status) => { readonly missing: readonly Reason[]; readonly found: readonly Reason[] },
): StatusPredicate {
  const predicate = (status: Status): Verdict => {
    const { missing, found } = judge(status);
    const ok = missing.length === 0;
    return { ok, reasons: ok ? found : missing };
  };
  return Object.assign(predicate, { label: `${name}(${about.join(', ')})` });
}

/** One thing that is missing, or one that is found. @internal */
export function either(
  entity: string,
  missing: string | undefined,
  found: string,
): { missing: readonly Reason[]; found: readonly Reason[] } {
  return missing === undefined
    ? { missing: [], found: [{ entity, why: found }] }
    : { missing: [{ entity, why: missing }], found: [] };
}

/** The model has nothing of this name; it has others. @internal */
export function absent(
  entity: string,
  known: object,
): { missing: readonly Reason[]; found: readonly Reason[] } {
  return { missing: [missingReason(entity, Object.keys(known))], found: [] };
}

/** What was found of several, and what was missing. @internal */
export function together(
  parts: readonly { readonly missing: readonly Reason[]; readonly found: readonly Reason[] }[],
) {
  return {
    missing: parts.flatMap(({ missing }) => missing),
    found: parts.flatMap(({ found }) => found),
  };
}

/** An application by its name, which may be that of an object's own method. @internal */
export function applicationIn({ applications }: Status, name: string): ApplicationStatus | undefined {
  return Object.hasOwn(applications, name) ? applications[name] : undefined;
}

/**
 * Names as a predicate takes them, one by one.
 *
 * @throws TypeError for anything but texts, a list above all
 * @internal
 */
export function checkNames(names: readonly unknown[], what: string): readonly string[] {
  for (const name of names) {
    if (typeof name === 'string' && name !== '') continue;
    const hint = Array.isArray(name) ? `: give them one by one, ${what}(...names)` : '';
    throw new TypeError(`${what} takes names; got ${inspect(name)}${hint}`);
  }
  return names as readonly string[];
}
