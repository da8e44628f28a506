import type { WireError } from '../server/wire-error';
import { toWireError } from '../server/wire-error';

/** An item of a bulk reply that could not be done. @internal */
export interface FailedItem {
  readonly error: WireError;
}

/**
 * One item of a bulk reply for each item that was asked for; what an item throws is that item's `error`, and the
 * others go on.
 *
 * @internal
 */
export function each<T, R extends object>(items: readonly T[], answer: (item: T) => R): (R | FailedItem)[] {
  return items.map((item) => attempt(() => answer(item)));
}

/** The same for items without a result: an empty object, or what went wrong. @internal */
export function eachDone<T>(items: readonly T[], act: (item: T) => unknown): object[] {
  return each(items, (item) => {
    act(item);
    return {};
  });
}

/** What there is to answer about one thing, or its `error`. @internal */
export function attempt<R extends object>(answer: () => R): R | FailedItem {
  try {
    return answer();
  } catch (error) {
    return { error: toWireError(error) };
  }
}
