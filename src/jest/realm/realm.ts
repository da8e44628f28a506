import { EventEmitter } from 'node:events';

import type { Intrinsics } from './intrinsics';

/**
 * One of the two realms that a membrane joins, and the question whose an object is.
 *
 * @internal
 */
export class Realm {
  readonly #isShared: (prototype: object) => boolean;
  /** By direct prototype, because walking the chain for every object of a large answer would show. */
  readonly #owned = new WeakMap<object, boolean>();

  constructor(
    readonly intrinsics: Intrinsics,
    isShared: (prototype: object) => boolean,
  ) {
    this.#isShared = isShared;
  }

  /** Whether the object was born here. An object without a prototype is nobody's; it is data, which may be copied. */
  owns(value: object): boolean {
    const prototype = Object.getPrototypeOf(value) as object | null;
    if (prototype === null) return value !== this.intrinsics.Object.prototype;
    let owned = this.#owned.get(prototype);
    if (owned === undefined) {
      owned = this.#reaches(prototype);
      this.#owned.set(prototype, owned);
    }
    return owned;
  }

  #reaches(first: object): boolean {
    let last = first;
    for (
      let next: object | null = first;
      next !== null;
      next = Object.getPrototypeOf(next) as object | null
    ) {
      if (this.#isShared(next)) return false;
      last = next;
    }
    return last === this.intrinsics.Object.prototype;
  }
}

/**
 * Tells the classes that Jest lends to the sandbox as they are (`URL`, `AbortSignal`, `Buffer`, streams …): a test
 * sees the very same class, so their instances need no translation.
 *
 * The sandbox's global is asked for one name at a time: reading them all would load what Node loads lazily.
 *
 * @internal
 */
export function sharedWith(sandbox: object): (prototype: object) => boolean {
  return (prototype) => {
    // Node's own classes that are not globals (streams, sockets, processes) nearly all descend from this one.
    if (prototype === EventEmitter.prototype) return true;
    const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
    if (typeof constructor !== 'function') return false;
    const { name } = constructor;
    return Reflect.get(globalThis, name) === constructor && Reflect.get(sandbox, name) === constructor;
  };
}
