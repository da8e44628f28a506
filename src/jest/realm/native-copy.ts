import { types } from 'node:util';

import type { Intrinsics } from './intrinsics';

/**
 * A copy of a value of a built-in kind that has no members to translate; `undefined` for any other value. Views share
 * the bytes of their original.
 *
 * @internal
 */
export function nativeCopy(value: object, to: Intrinsics): object | undefined {
  if (types.isDate(value)) return new to.Date(value.getTime());
  if (types.isRegExp(value)) return regExpCopy(value, to);
  // Buffers are shared between the realms, or (SharedArrayBuffer) cannot be rebuilt over the same memory.
  if (types.isAnyArrayBuffer(value)) return value;
  if (types.isDataView(value)) return new to.DataView(value.buffer, value.byteOffset, value.byteLength);
  if (types.isTypedArray(value)) {
    const kind = to.typedArrays[value[Symbol.toStringTag]];
    return kind && new kind(value.buffer, value.byteOffset, value.length);
  }
  return undefined;
}

function regExpCopy(value: RegExp, to: Intrinsics): RegExp {
  const copy = new to.RegExp(value.source, value.flags);
  copy.lastIndex = value.lastIndex;
  return copy;
}
