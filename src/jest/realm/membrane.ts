import type { Context } from 'node:vm';

import { Crossing, type LateWatcher, type MissingCheck } from './crossing';
import { intrinsicsOf } from './intrinsics';
import { Realm, sharedWith } from './realm';

/**
 * Joins Jest's outer realm, where our code lives, with a test's sandbox: whatever crosses becomes native to the
 * side it comes to, and what comes back is what left.
 *
 * @internal
 */
export interface Membrane {
  /** What a test sees of a value of ours. */
  toInside<T>(value: T): T;
  /** What we see of a value of a test's. */
  toOutside<T>(value: T): T;
}

/**
 * Joins this realm and that of `context`.
 *
 * - Data (arrays, plain objects, maps, sets, dates …) is copied; frozen data is copied once and stays frozen.
 * - Errors become errors of the other realm, with the same class names, fields and causes.
 * - Promises become promises; functions and classes become functions that translate arguments and results.
 * - Everything else (instances of classes, objects with methods or getters) becomes a live handle, always the same one.
 *
 * @param watch - told of each promise that a function of ours hands to the test
 * @param refuseMissing - asked before a test reads `undefined` of an object of ours that has no such property; it may throw
 * @internal
 */
export function createMembrane(
  context: Context,
  sandbox: object,
  watch: LateWatcher = ignore,
  refuseMissing?: MissingCheck,
): Membrane {
  const outside = new Realm(intrinsicsOf(), sharedWith(sandbox));
  const inside = new Realm(intrinsicsOf(context), () => false);
  const inwards = new Crossing(outside, inside, { watch, refuseMissing });
  const outwards = new Crossing(inside, outside, {});
  inwards.join(outwards);
  return {
    toInside: <T>(value: T) => inwards.cross(value) as T,
    toOutside: <T>(value: T) => outwards.cross(value) as T,
  };
}

function ignore(): void {
  // Nobody wants to know of it.
}
