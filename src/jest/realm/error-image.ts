import { types } from 'node:util';

import type { Crossing } from './crossing';
import type { Realm } from './realm';

/** @internal */
export function isError(value: object, realm: Realm): boolean {
  const { prototype } = realm.intrinsics.Error;
  return (
    types.isNativeError(value) ||
    (prototype !== value && Object.prototype.isPrototypeOf.call(prototype, value))
  );
}

/**
 * A true error of the other realm with the name, message, stack, cause and fields of the original. Its class is the
 * image of the original's class, so that `instanceof` and `toThrow(SomeError)` hold on both sides.
 *
 * @internal
 */
export function errorImage(original: object, crossing: Crossing): object {
  const image = blankError(crossing.to.intrinsics.Error);
  crossing.link(original, image);
  Object.setPrototypeOf(image, crossing.prototypeImage(Object.getPrototypeOf(original) as object));
  for (const key of Reflect.ownKeys(original)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(original, key);
    if (descriptor) Object.defineProperty(image, key, field(original, key, descriptor, crossing));
  }
  return image;
}

function blankError(constructor: ErrorConstructor): object {
  const { stackTraceLimit } = constructor;
  try {
    // Its own stack would be that of the membrane; the original's is put in its place.
    constructor.stackTraceLimit = 0;
    const error = new constructor();
    Reflect.deleteProperty(error, 'stack');
    return error;
  } finally {
    constructor.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * Objects among an error's fields are translated when they are read, and are hidden from enumeration: Jest sends the
 * enumerable fields of a failed test's error between processes, and a model's status in them would be sent along.
 */
function field(
  original: object,
  key: string | symbol,
  descriptor: PropertyDescriptor,
  crossing: Crossing,
): PropertyDescriptor {
  const value: unknown = 'value' in descriptor ? descriptor.value : Reflect.get(original, key);
  const isData = typeof value !== 'object' && typeof value !== 'function';
  if (isData || value === null) {
    return { value, enumerable: descriptor.enumerable ?? false, writable: true, configurable: true };
  }
  return { value: crossing.cross(value), enumerable: false, writable: true, configurable: true };
}
