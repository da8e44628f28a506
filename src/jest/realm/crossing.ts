import { types } from 'node:util';

import type { CallSite } from './call-site';
import { errorImage, isError } from './error-image';
import { FunctionHandle, isConstructor } from './function-handle';
import { Handle, makeHandle, translate } from './handle';
import { nativeCopy } from './native-copy';
import type { Realm } from './realm';
import { StructureCopy } from './structure-copy';

/** A promise as it was handed over by a call. @internal */
export interface LateResult {
  /** The promise on the side of the one who called. */
  readonly image: Promise<unknown>;
  /** The promise on the side of the one who was called. */
  readonly original: Promise<unknown>;
  readonly site: CallSite;
  /** The name of the function. */
  readonly name: string;
}

/** @internal */
export type LateWatcher = (result: LateResult) => void;

/** @internal */
export type MissingCheck = (object: object, name: string) => void;

/**
 * One direction of a membrane: turns values of one realm into values of the other.
 *
 * @internal
 */
export class Crossing {
  /** What was turned into what, in both directions, so that identity is kept. Weak: the membrane keeps nothing alive. */
  readonly #images = new WeakMap<object, object>();
  /** Told of promises that functions hand over; where there is one, they keep their call sites. */
  readonly watch: LateWatcher | undefined;
  /** Asked before `undefined` is read of an object that has no such property; it may throw. */
  readonly refuseMissing: MissingCheck | undefined;
  #back: Crossing | undefined;

  constructor(
    readonly from: Realm,
    readonly to: Realm,
    options: { readonly watch?: LateWatcher; readonly refuseMissing?: MissingCheck | undefined },
  ) {
    this.watch = options.watch;
    this.refuseMissing = options.refuseMissing;
  }

  /** The way back. */
  get back(): Crossing {
    if (!this.#back) throw new TypeError('this crossing has no way back yet');
    return this.#back;
  }

  /** Makes two crossings each other's way back, and the built-in objects of the two realms each other's images. */
  join(back: Crossing): void {
    this.#back = back;
    back.#back = this;
    this.from.intrinsics.paired.forEach((original, index) => {
      const image = this.to.intrinsics.paired[index];
      // Jest lends a few constructors (`Uint8Array`) to the sandbox: the same object on both sides.
      if (image !== undefined && image !== original) this.link(original, image);
    });
  }

  /** Remembers that the two are the same thing, one seen from each side. */
  link(original: object, image: object): void {
    this.#images.set(original, image);
    this.back.#images.set(image, original);
  }

  /** What the other side already has for the object. */
  known(value: object): object | undefined {
    return this.#images.get(value);
  }

  /** The value as the other side is to see it. */
  cross(value: unknown): unknown {
    if (!isObject(value)) return value;
    const known = this.#images.get(value);
    if (known === undefined) return this.from.owns(value) ? this.#image(value) : value;
    // A promise that goes back where it came from is awaited there; on this side nobody may be left to catch it.
    if (types.isPromise(value)) value.catch(ignore);
    return known;
  }

  /** The promise as a promise of the other realm. A rejection shows the line of the call that it came from. */
  crossPromise(promise: Promise<unknown>, site?: CallSite): unknown {
    const known = this.#images.get(promise);
    if (known !== undefined) return known;
    const image = new this.to.intrinsics.Promise((resolve, reject) => {
      promise.then(
        (value) => resolve(this.cross(value)),
        (error: unknown) => {
          const crossed = this.cross(error);
          site?.extend(crossed);
          // Whatever was thrown on one side is thrown on the other, error or not.
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
          reject(crossed);
        },
      );
    });
    this.link(promise, image);
    return image;
  }

  /**
   * The image of a class's prototype: an ordinary object with the translated members. Not a handle, because a proxy
   * among an error's prototypes makes V8 forget that it is an error.
   */
  prototypeImage(prototype: object): object {
    const known = this.#images.get(prototype);
    if (known !== undefined || !this.from.owns(prototype)) return known ?? prototype;
    const image = this.#heirOf(prototype);
    this.link(prototype, image);
    for (const key of Reflect.ownKeys(prototype)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(prototype, key);
      if (descriptor) Reflect.defineProperty(image, key, translate(descriptor, this));
    }
    return image;
  }

  #image(value: object): unknown {
    if (typeof value === 'function') return this.#functionImage(value);
    if (types.isPromise(value)) return this.crossPromise(value);
    if (isError(value, this.from)) return errorImage(value, this);
    const copy = nativeCopy(value, this.to.intrinsics);
    if (copy !== undefined) return copy;
    if (StructureCopy.applies(value, this.from.intrinsics)) return new StructureCopy(this).copy(value);
    return this.#handle(value);
  }

  #functionImage(original: object): object {
    const { intrinsics } = this.to;
    const constructible = isConstructor(original);
    const target = constructible ? intrinsics.newConstructor() : intrinsics.newFunction();
    const image = makeHandle(target, new FunctionHandle(original, this), original);
    this.link(original, image);
    Object.defineProperty(target, 'name', { value: Reflect.get(original, 'name'), configurable: true });
    Object.setPrototypeOf(target, this.cross(Object.getPrototypeOf(original)) as object);
    if (constructible)
      Reflect.set(target, 'prototype', this.prototypeImage(Reflect.get(original, 'prototype') as object));
    return image;
  }

  #handle(original: object): object {
    const image = makeHandle(this.#heirOf(original), new Handle(original, this), original);
    this.link(original, image);
    return image;
  }

  /** An empty object whose prototype is the image of the original's. */
  #heirOf(original: object): object {
    const prototype = Object.getPrototypeOf(original) as object | null;
    return this.to.intrinsics.Object.create(prototype && this.prototypeImage(prototype)) as object;
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function ignore(): void {
  // The promise's other half reports the rejection.
}
