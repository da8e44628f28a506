/** A list that Python prints as a tuple. @internal */
export class Tuple extends Array<unknown> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  static override of<T>(...items: T[]): Tuple & T[] {
    const tuple = new this() as Tuple & T[];
    tuple.push(...items);
    return tuple;
  }
}

/** One of `groupby`, whose parts have names too. @internal */
export class Group extends Tuple {
  get grouper(): unknown {
    return this[0];
  }

  get list(): unknown {
    return this[1];
  }
}

/** The pairs of a mapping. @internal */
export function pairsOf(mapping: Readonly<Record<string, unknown>>): Tuple[] {
  return Object.entries(mapping).map(([key, value]) => Tuple.of<unknown>(key, value));
}
