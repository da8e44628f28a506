import { inspect } from 'node:util';

import { isRecord } from '../../is-record';
import type { Reason } from '../../model/waiting/judgement';
import { nearestName } from '../../nearest-name';

/** Values by name, each as it must be or as `expect.any(String)` and the like say; or one that says it of them all. */
export type WantedValues = Readonly<Record<string, unknown>>;

/**
 * What is missing of values that are wanted: those that nobody asked for do not matter.
 *
 * @param place - `web config`: what the values are of
 * @internal
 */
export function whyNotMatching(actual: WantedValues, wanted: unknown, place: string): Reason[] {
  if (isAsymmetric(wanted)) {
    if (wanted.asymmetricMatch(actual)) return [];
    return [{ entity: place, why: `is ${inspect(actual)}, want ${textOf(wanted)}` }];
  }
  return Object.entries(wanted as WantedValues).flatMap(([name, value]) => {
    const has = Object.hasOwn(actual, name);
    if (has ? isMatch(actual[name], value) : value === undefined) return [];
    const found = has
      ? `is ${inspect(actual[name])}`
      : `is not set${hintOf(name, actual, wanted as WantedValues)}`;
    return [{ entity: `${place} ${name}`, why: `${found}, want ${textOf(value)}` }];
  });
}

/** A value of nearly that name, which nobody asked for. */
function hintOf(name: string, actual: WantedValues, wanted: WantedValues): string {
  const others = Object.keys(actual).filter((other) => !Object.hasOwn(wanted, other));
  const meant = nearestName(name, others);
  return meant === undefined ? '' : ` (did you mean ${meant}?)`;
}

/**
 * Values as a matcher takes them.
 *
 * @throws TypeError
 * @internal
 */
export function checkValues(wanted: unknown, matcher: string): void {
  if (isRecord(wanted) && (isAsymmetric(wanted) || Object.keys(wanted).length > 0)) return;
  throw new TypeError(`${matcher} takes values by name, such as { port: 8080 }; got ${inspect(wanted)}`);
}

/** What `expect.any(String)`, `expect.stringMatching(…)` and so on are. */
interface Asymmetric {
  asymmetricMatch(value: unknown): boolean;
  toAsymmetricMatcher?(): string;
  toString(): string;
}

function isAsymmetric(value: unknown): value is Asymmetric {
  return typeof (value as Partial<Asymmetric> | null | undefined)?.asymmetricMatch === 'function';
}

function isMatch(actual: unknown, wanted: unknown): boolean {
  return isAsymmetric(wanted) ? wanted.asymmetricMatch(actual) : Object.is(actual, wanted);
}

function textOf(wanted: unknown): string {
  if (!isAsymmetric(wanted)) return inspect(wanted);
  return wanted.toAsymmetricMatcher?.() ?? wanted.toString();
}
