import type { Context } from 'node:vm';
import { Script } from 'node:vm';

/**
 * The built-in objects of one realm.
 *
 * @internal
 */
export interface Intrinsics {
  readonly Object: ObjectConstructor;
  readonly Array: ArrayConstructor;
  readonly Map: MapConstructor;
  readonly Set: SetConstructor;
  readonly Promise: PromiseConstructor;
  readonly Error: ErrorConstructor;
  readonly Date: DateConstructor;
  readonly RegExp: RegExpConstructor;
  readonly DataView: DataViewConstructor;
  readonly typedArrays: Readonly<Record<string, TypedArrayConstructor>>;
  /** Constructors, prototypes and the like, in the same order in every realm, so that they can be paired. */
  readonly paired: readonly object[];
  /** A new function of the realm, callable but no constructor. */
  newFunction(): object;
  /** A new function of the realm that is also a constructor. */
  newConstructor(): object;
}

type TypedArrayConstructor = new (buffer: ArrayBufferLike, offset: number, length: number) => object;

/**
 * The built-in objects of a context, or of the realm that this code runs in. To be called before a test runs:
 * what a test replaces later (fake timers replace `Date`) is then not taken for the real one.
 *
 * @internal
 */
export function intrinsicsOf(context?: Context): Intrinsics {
  return (context ? script.runInContext(context) : script.runInThisContext()) as Intrinsics;
}

const script = new Script(
  `(() => {
  'use strict';
  const typedArrays = {
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
    Float32Array, Float64Array, BigInt64Array, BigUint64Array,
  };
  const constructors = [
    Object, Function, Array, Map, Set, WeakMap, WeakSet, WeakRef, Promise, Date, RegExp, DataView,
    Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError,
    String, Number, Boolean, Symbol, BigInt, ...Object.values(typedArrays),
    (async () => {}).constructor, (function* () {}).constructor, (async function* () {}).constructor,
  ];
  const up = Object.getPrototypeOf;
  const iterators = [
    [][Symbol.iterator](), new Map()[Symbol.iterator](), new Set()[Symbol.iterator](), ''[Symbol.iterator](),
    (function* () {})(), (async function* () {})(),
  ].flatMap((iterator) => [up(iterator), up(up(iterator)), up(up(up(iterator)))]);
  return {
    Object, Array, Map, Set, Promise, Error, Date, RegExp, DataView, typedArrays,
    paired: [
      ...constructors, ...constructors.map((constructor) => constructor.prototype), ...iterators,
      up(Int8Array), up(Int8Array.prototype), Function.prototype[Symbol.hasInstance],
    ],
    newFunction: () => () => {},
    newConstructor: () => function () {},
  };
})()`,
  { filename: 'jest-operator-intrinsics.js' },
);
