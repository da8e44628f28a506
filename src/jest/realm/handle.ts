import { inspect } from 'node:util';

import type { Crossing } from './crossing';

/** Jest 30 deletes the properties of a test's globals after the test, save of those that answer an empty list here. */
const protectFromJest = Symbol.for('$$jest-protect-from-deletion');

/**
 * What an instance of a class looks like from the other side of the membrane: a proxy whose reads and writes go to
 * the original, translated on the way.
 *
 * The proxy's target is an empty object of the other realm, which gives it its prototype.
 *
 * @internal
 */
export class Handle<T extends object = object> implements ProxyHandler<T> {
  constructor(
    protected readonly original: object,
    protected readonly crossing: Crossing,
  ) {}

  get(target: T, key: string | symbol): unknown {
    if (key === protectFromJest) return [];
    const fixed = fixedProperty(target, key);
    if (fixed) return fixed.value;
    return this.translated(() => {
      const value = Reflect.get(this.original, key) as unknown;
      if (value === undefined && typeof key === 'string' && !Reflect.has(this.original, key))
        this.crossing.refuseMissing?.(this.original, key);
      return value;
    });
  }

  set(_target: T, key: string | symbol, value: unknown): boolean {
    return this.translated(() => Reflect.set(this.original, key, this.crossing.back.cross(value))) as boolean;
  }

  has(_target: T, key: string | symbol): boolean {
    return Reflect.has(this.original, key);
  }

  deleteProperty(_target: T, key: string | symbol): boolean {
    return Reflect.deleteProperty(this.original, key);
  }

  ownKeys(): (string | symbol)[] {
    return Reflect.ownKeys(this.original);
  }

  getOwnPropertyDescriptor(target: T, key: string | symbol): PropertyDescriptor | undefined {
    const found = Reflect.getOwnPropertyDescriptor(this.original, key);
    if (!found) return undefined;
    const own = Reflect.getOwnPropertyDescriptor(target, key);
    if (own && !own.configurable) return own;
    // A proxy may only call a property fixed when its target has it.
    return { ...translate(found, this.crossing), configurable: true };
  }

  defineProperty(_target: T, key: string | symbol, descriptor: PropertyDescriptor): boolean {
    return Reflect.defineProperty(this.original, key, translate(descriptor, this.crossing.back));
  }

  isExtensible(target: T): boolean {
    if (Reflect.isExtensible(this.original)) return true;
    if (Reflect.isExtensible(target)) this.#harden(target);
    return false;
  }

  /** What is on this side of the membrane is frozen on this side only. */
  preventExtensions(target: T): boolean {
    return !this.isExtensible(target);
  }

  setPrototypeOf(): boolean {
    return false;
  }

  protected translated(read: () => unknown): unknown {
    try {
      return this.crossing.cross(read());
    } catch (error) {
      throw this.crossing.cross(error);
    }
  }

  /** Gives the target the properties of a frozen original, since a proxy may not claim what its target does not hold. */
  #harden(target: T): void {
    Reflect.deleteProperty(target, inspect.custom);
    for (const key of Reflect.ownKeys(this.original)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(this.original, key);
      if (descriptor) Reflect.defineProperty(target, key, translate(descriptor, this.crossing));
    }
    Reflect.preventExtensions(target);
  }
}

/**
 * A proxy for `target` that prints as the original: `console.log` looks at a proxy's target, past its traps.
 *
 * @internal
 */
export function makeHandle<T extends object>(target: T, handle: Handle<T>, original: object): T {
  Object.defineProperty(target, inspect.custom, { value: () => original, configurable: true });
  return new Proxy(target, handle);
}

/** @internal */
export function translate(descriptor: PropertyDescriptor, crossing: Crossing): PropertyDescriptor {
  const translated: Record<string, unknown> = { ...descriptor };
  for (const part of ['value', 'get', 'set']) {
    if (part in translated) translated[part] = crossing.cross(translated[part]);
  }
  return translated;
}

function fixedProperty(target: object, key: string | symbol): PropertyDescriptor | undefined {
  const own = Reflect.getOwnPropertyDescriptor(target, key);
  return own && !own.configurable && own.writable === false ? own : undefined;
}
