import { isRecord } from '../../is-record';

/**
 * `next`, frozen, with everything in it that is the same in `previous` replaced by what is there; `previous` itself
 * where all is the same.
 *
 * Both are data: objects, arrays, dates and primitives, without cycles.
 *
 * @internal
 */
export function reused<T>(previous: T | undefined, next: T): T {
  return merge(previous, next) as T;
}

function merge(previous: unknown, next: unknown): unknown {
  if (previous === next || typeof next !== 'object' || next === null) return next;
  if (next instanceof Date) return sameDate(previous, next) ? previous : next;
  return Array.isArray(next) ? mergeArray(previous, next) : mergeObject(previous, next);
}

function sameDate(previous: unknown, next: Date): boolean {
  return previous instanceof Date && previous.getTime() === next.getTime();
}

function mergeArray(previous: unknown, next: unknown[]): unknown {
  const before: readonly unknown[] | undefined = Array.isArray(previous) ? previous : undefined;
  let same = before?.length === next.length;
  for (let index = 0; index < next.length; index += 1) {
    next[index] = merge(before?.[index], next[index]);
    same &&= next[index] === before?.[index];
  }
  return same ? before : freeze(next);
}

function mergeObject(previous: unknown, next: object): unknown {
  const before = isObject(previous) ? previous : undefined;
  const members = next as Record<string, unknown>;
  const keys = Object.keys(members);
  let same = before !== undefined && Object.keys(before).length === keys.length;
  for (const key of keys) {
    const old = before && Object.hasOwn(before, key) ? before[key] : undefined;
    const merged = merge(old, members[key]);
    if (merged !== members[key]) members[key] = merged;
    same &&= merged === old && before !== undefined && (merged !== undefined || Object.hasOwn(before, key));
  }
  return same ? before : freeze(next);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && !(value instanceof Date);
}

function freeze<T extends object>(value: T): T {
  return Object.isFrozen(value) ? value : Object.freeze(value);
}
