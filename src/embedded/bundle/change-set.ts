/** One step of a bundle's deployment. @internal */
export interface BundleChange {
  readonly id: string;
  readonly method: string;
  readonly args: Record<string, unknown>;
  requires: string[];
}

/** Steps, numbered as they were found. @internal */
export class ChangeSet {
  readonly #changes: BundleChange[] = [];

  /** Adds a step; arguments that say nothing are left out. */
  add(
    method: string,
    args: Readonly<Record<string, unknown>>,
    requires: readonly string[] = [],
  ): BundleChange {
    const said = Object.entries(args).filter(([, value]) => !isNothing(value));
    const id = `${method}-${this.#changes.length}`;
    const change = { id, method, args: Object.fromEntries(said), requires: [...requires] };
    this.#changes.push(change);
    return change;
  }

  /** In an order in which each comes after what it requires, else as they were found. */
  sorted(): BundleChange[] {
    const left = new Map(this.#changes.map((change) => [change.id, change]));
    const done = new Set<string>();
    const sorted: BundleChange[] = [];
    while (left.size > 0) {
      const before = left.size;
      for (const change of this.#changes) {
        if (!left.has(change.id) || !change.requires.every((id) => done.has(id))) continue;
        change.requires = [...new Set(change.requires)].toSorted();
        sorted.push(change);
        done.add(change.id);
        left.delete(change.id);
      }
      if (left.size === before) throw new Error('sort failed');
    }
    return sorted;
  }
}

/** What Go leaves out where its tag says so: all arguments but a name. */
function isNothing(value: unknown): boolean {
  if (value === undefined || value === '' || value === 0 || value === false) return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
