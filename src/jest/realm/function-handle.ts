import { types } from 'node:util';

import { CallSite } from './call-site';
import type { LateWatcher } from './crossing';
import { Handle } from './handle';

/**
 * What a function or a class looks like from the other side: calls translate `this`, arguments and result.
 *
 * @internal
 */
export class FunctionHandle extends Handle {
  apply(_target: object, self: unknown, args: readonly unknown[]): unknown {
    const { back, watch } = this.crossing;
    try {
      const result: unknown = Reflect.apply(
        this.original as (...args: unknown[]) => unknown,
        back.cross(self),
        args.map((arg) => back.cross(arg)),
      );
      if (!watch || !types.isPromise(result) || !this.crossing.from.owns(result))
        return this.crossing.cross(result);
      return this.#late(result, watch);
    } catch (error) {
      throw this.crossing.cross(error);
    }
  }

  #late(original: Promise<unknown>, watch: LateWatcher): unknown {
    const site = new CallSite();
    const image = this.crossing.crossPromise(original, site) as Promise<unknown>;
    watch({ image, original, site, name: String(Reflect.get(this.original, 'name')) });
    return image;
  }

  construct(_target: object, args: readonly unknown[], newTarget: object): object {
    const { back } = this.crossing;
    const made = this.translated(
      () =>
        Reflect.construct(
          this.original as new () => object,
          args.map((arg) => back.cross(arg)),
        ) as unknown,
    ) as object;
    const prototype: unknown = Reflect.get(newTarget, 'prototype');
    const derived = prototype !== this.crossing.cross(Reflect.get(this.original, 'prototype'));
    if (derived && !Reflect.setPrototypeOf(made, prototype as object)) {
      throw new TypeError(`${String(Reflect.get(this.original, 'name'))} cannot be extended in a test file`);
    }
    return made;
  }
}

/**
 * Whether `new` may be used: classes and old-style functions have a prototype that names them; methods, arrow
 * functions and async functions have none, and a generator's prototype names nobody.
 *
 * @internal
 */
export function isConstructor(value: object): boolean {
  const prototype: unknown = Object.getOwnPropertyDescriptor(value, 'prototype')?.value;
  return typeof prototype === 'object' && prototype !== null && Object.hasOwn(prototype, 'constructor');
}
