import { types } from 'node:util';

import type { Crossing } from './crossing';
import type { Intrinsics } from './intrinsics';

/**
 * Copies arrays, plain objects, maps and sets into the other realm, whole graphs with shared parts and cycles.
 *
 * A graph that is frozen throughout is copied once only: it cannot change, so the copy stays true, and the same
 * status asked for twice is the same object for the test too.
 *
 * @internal
 */
export class StructureCopy {
  readonly #crossing: Crossing;
  readonly #copies = new Map<object, object>();
  #frozen = true;

  constructor(crossing: Crossing) {
    this.#crossing = crossing;
  }

  /** Whether the value is data: an array, or exactly an object, a map or a set, with neither methods nor getters. */
  static applies(value: object, { Map, Set, Object: Plain }: Intrinsics): boolean {
    if (Array.isArray(value)) return true;
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Map.prototype) return types.isMap(value);
    if (prototype === Set.prototype) return types.isSet(value);
    return (prototype === Plain.prototype || prototype === null) && isData(value);
  }

  copy(value: object): object {
    const copy = this.#structure(value);
    if (this.#frozen) for (const [original, image] of this.#copies) this.#crossing.link(original, image);
    return copy;
  }

  #structure(value: object): object {
    const { intrinsics } = this.#crossing.to;
    if (types.isMap(value)) return this.#map(value, new intrinsics.Map());
    if (types.isSet(value)) return this.#set(value, new intrinsics.Set());
    const copy = Array.isArray(value) ? this.#array(value) : this.#plain(value);
    if (!Object.isFrozen(value)) this.#frozen = false;
    this.#copies.set(value, copy);
    for (const key of Reflect.ownKeys(value)) this.#property(value, copy, key);
    if (!Object.isExtensible(value)) intrinsics.Object.preventExtensions(copy);
    return copy;
  }

  #array(value: readonly unknown[]): object {
    const { intrinsics } = this.#crossing.to;
    const copy: unknown[] = new intrinsics.Array(value.length);
    const prototype = Object.getPrototypeOf(value) as object;
    // A subclass of Array keeps its class; `from` and `to` pair Array.prototype itself.
    return Object.setPrototypeOf(copy, this.#crossing.prototypeImage(prototype)) as object;
  }

  #plain(value: object): object {
    const { intrinsics } = this.#crossing.to;
    const bare = Object.getPrototypeOf(value) === null;
    return intrinsics.Object.create(bare ? null : intrinsics.Object.prototype) as object;
  }

  #property(value: object, copy: object, key: string | symbol): void {
    const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
    if (!descriptor) return;
    if ('value' in descriptor) descriptor.value = this.#member(descriptor.value);
    Reflect.defineProperty(copy, key, descriptor);
  }

  #map(value: ReadonlyMap<unknown, unknown>, copy: Map<unknown, unknown>): object {
    this.#frozen = false;
    this.#copies.set(value, copy);
    for (const [key, member] of value) copy.set(this.#member(key), this.#member(member));
    return copy;
  }

  #set(value: ReadonlySet<unknown>, copy: Set<unknown>): object {
    this.#frozen = false;
    this.#copies.set(value, copy);
    for (const member of value) copy.add(this.#member(member));
    return copy;
  }

  #member(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return this.#crossing.cross(value);
    const copied = this.#copies.get(value) ?? this.#crossing.known(value);
    if (copied) return copied;
    const { from } = this.#crossing;
    const isPart = StructureCopy.applies(value, from.intrinsics) && from.owns(value);
    return isPart ? this.#structure(value) : this.#crossing.cross(value);
  }
}

function isData(value: object): boolean {
  for (const key of Reflect.ownKeys(value)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
    if (descriptor && (!('value' in descriptor) || typeof descriptor.value === 'function')) return false;
  }
  return true;
}
