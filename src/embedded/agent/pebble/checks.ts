import type { Change, Changes } from './changes';
import type { Section } from './layer';
import { PebbleError } from './pebble-error';

/** The checks of a container. They are not performed: one that runs is up, and its change goes on. @internal */
export class Checks {
  readonly #plan: () => Section;
  readonly #changes: Changes;
  /** What performs each check that runs. */
  readonly #running = new Map<string, Change>();
  readonly #known = new Set<string>();

  constructor(plan: () => Section, changes: Changes) {
    this.#plan = plan;
    this.#changes = changes;
  }

  /** The plan is another one: checks that are new begin, unless they are disabled; those that are gone end. */
  planChanged(): void {
    for (const name of [...this.#running.keys()]) if (!(name in this.#plan())) this.#stop(name);
    for (const [name, { startup }] of Object.entries(this.#plan())) {
      if (!this.#known.has(name) && startup !== 'disabled') this.#start(name);
      this.#known.add(name);
    }
  }

  list({ level, names }: { readonly level: string; readonly names: readonly string[] }): object[] {
    return Object.entries(this.#plan())
      .filter(([name]) => names.length === 0 || names.includes(name))
      .filter(([, check]) => level === '' || check['level'] === level)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { level: own, startup = 'enabled', threshold = 3 }]) => {
        const change = this.#running.get(name);
        return {
          name,
          ...(own !== undefined && { level: own }),
          startup,
          ...(change === undefined
            ? { status: 'inactive', successes: 0, threshold }
            : { status: 'up', successes: 1, threshold, 'change-id': change.id }),
        };
      });
  }

  /** Starts or stops some; gives back those that did not already. */
  act(action: unknown, names: readonly string[]): { changed: string[] } {
    if (action !== 'start' && action !== 'stop') throw new PebbleError(`invalid action "${String(action)}"`);
    const missing = names.filter((name) => !(name in this.#plan()));
    if (missing.length > 0)
      throw new PebbleError(`cannot ${action} checks: cannot find checks in plan: ${missing.join(', ')}`);
    const changed = names.filter((name) => this.#running.has(name) !== (action === 'start'));
    for (const name of changed) {
      if (action === 'start') this.#start(name);
      else this.#stop(name);
    }
    return { changed };
  }

  #start(name: string): void {
    const check = this.#plan()[name] ?? {};
    const kind = ['http', 'tcp', 'exec'].find((each) => check[each] !== undefined) ?? '';
    const summary = `Perform ${kind} check "${name}"`;
    this.#running.set(
      name,
      this.#changes.begin('perform-check', summary, [{ kind: 'perform-check', summary }]),
    );
  }

  #stop(name: string): void {
    const change = this.#running.get(name);
    if (change !== undefined) this.#changes.end(change);
    this.#running.delete(name);
  }
}
