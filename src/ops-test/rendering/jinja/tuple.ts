/** A list that Python prints as a tuple. @internal */
export class Tuple extends Array<unknown> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  static override of<T>(...items: T[]): Tuple & T[] {
    const tuple = new Tuple() as Tuple & T[];
    tuple.push(...items);
    return tuple;
  }
}

/** The pairs of a mapping. @internal */
export function pairsOf(mapping: Readonly<Record<string, unknown>>): Tuple[] {
  return Object.entries(mapping).map(([key, value]) => Tuple.of<unknown>(key, value));
}
