import { inspect } from 'node:util';

import { whatThereIs } from './calls/what-there-is';
import { EntityNotFoundError } from './errors';

/**
 * The things of one kind in a model, by name: a map that is read only, with {@link require} for what must be there.
 *
 * It shows the model at one moment; ask the model again to see a later one.
 *
 * @example
 * ```ts
 * const web = opsTest.model.applications.require('web');
 * for (const [name, unit] of opsTest.model.units) console.log(name, unit.workloadStatus.current);
 * ```
 *
 * @public
 */
export class EntityMap<T> implements ReadonlyMap<string, T> {
  readonly #entities: ReadonlyMap<string, T>;
  readonly #kind: string;
  readonly #place: string;

  /** @internal */
  constructor(entities: Iterable<readonly [string, T]>, kind: string, place: string) {
    this.#entities = new Map(entities);
    this.#kind = kind;
    this.#place = place;
  }

  /**
   * What has this name.
   *
   * @throws EntityNotFoundError naming those that are there, and the one that was most likely meant
   */
  require(name: string): T {
    const found = this.#entities.get(name);
    if (found !== undefined) return found;
    if (typeof name !== 'string') {
      throw new TypeError(`require takes the name of what is to be there; got ${inspect(name)}`);
    }
    const known = whatThereIs(name, [...this.keys()]);
    throw new EntityNotFoundError(`There is no ${this.#kind} "${name}" in ${this.#place}. ${known}`);
  }

  get size(): number {
    return this.#entities.size;
  }

  get(name: string): T | undefined {
    return this.#entities.get(name);
  }

  has(name: string): boolean {
    return this.#entities.has(name);
  }

  keys(): MapIterator<string> {
    return this.#entities.keys();
  }

  values(): MapIterator<T> {
    return this.#entities.values();
  }

  entries(): MapIterator<[string, T]> {
    return this.#entities.entries();
  }

  forEach(action: (value: T, name: string, map: ReadonlyMap<string, T>) => void): void {
    this.#entities.forEach((value, name) => action(value, name, this));
  }

  [Symbol.iterator](): MapIterator<[string, T]> {
    return this.#entities[Symbol.iterator]();
  }

  get [Symbol.toStringTag](): string {
    return 'EntityMap';
  }
}
