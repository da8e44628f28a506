import { isText, kindOf } from './python-value';
import { Tuple } from './tuple';

/** What stands in `list[start:stop:step]`; `null` is left out. @internal */
export class Slice {
  readonly #bounds: readonly [unknown, unknown, unknown];

  constructor(...bounds: readonly [unknown, unknown, unknown]) {
    this.#bounds = bounds;
  }

  /** Of a text, a list or a tuple, and of the same kind. @throws Error for anything else */
  of(value: unknown): unknown {
    if (isText(value)) return this.#pick(Array.from(String(value))).join('');
    if (value instanceof Tuple) return Tuple.of(...this.#pick(value));
    if (Array.isArray(value)) return this.#pick(value);
    throw new Error(`${kindOf(value)} has no slices`);
  }

  #pick<T>(items: readonly T[]): T[] {
    const [start, stop, step] = this.#bounds.map(whole);
    const by = step ?? 1;
    if (by === 0) throw new Error('the step of a slice cannot be 0');
    const { length } = items;
    // Where a slice may begin or end: going back, one before the first too.
    const [low, high] = by > 0 ? [0, length] : [-1, length - 1];
    const within = (bound: number) => Math.min(Math.max(bound < 0 ? bound + length : bound, low), high);
    const [from, to] = [
      bounded(start, by > 0 ? low : high, within),
      bounded(stop, by > 0 ? high : low, within),
    ];
    const picked: T[] = [];
    for (let index = from; by > 0 ? index < to : index > to; index += by) picked.push(items[index] as T);
    return picked;
  }
}

function bounded(bound: number | undefined, otherwise: number, within: (bound: number) => number): number {
  return bound === undefined ? otherwise : within(bound);
}

function whole(bound: unknown): number | undefined {
  if (bound === null) return undefined;
  if (typeof bound === 'boolean') return Number(bound);
  if (typeof bound === 'number' && Number.isInteger(bound)) return bound;
  throw new Error(`the bounds of a slice are whole numbers; got ${kindOf(bound)}`);
}
