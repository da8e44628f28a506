import type { Section } from './layer';
import { PebbleError } from './pebble-error';

/** The checks of a container. They are not performed: one that runs is up. @internal */
export class Checks {
  readonly #plan: () => Section;
  readonly #stopped = new Set<string>();
  readonly #started = new Set<string>();

  constructor(plan: () => Section) {
    this.#plan = plan;
  }

  list({ level, names }: { readonly level: string; readonly names: readonly string[] }): object[] {
    return Object.entries(this.#plan())
      .filter(([name]) => names.length === 0 || names.includes(name))
      .filter(([, check]) => level === '' || check['level'] === level)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { level: own, startup = 'enabled', threshold = 3 }], index) => ({
        name,
        ...(own !== undefined && { level: own }),
        startup,
        ...(this.#runs(name)
          ? { status: 'up', successes: 1, threshold, 'change-id': `check-${String(index + 1)}` }
          : { status: 'inactive', successes: 0, threshold }),
      }));
  }

  /** Starts or stops some; gives back those that did not already. */
  act(action: unknown, names: readonly string[]): { changed: string[] } {
    if (action !== 'start' && action !== 'stop') throw new PebbleError(`invalid action "${String(action)}"`);
    const missing = names.filter((name) => !(name in this.#plan()));
    if (missing.length > 0)
      throw new PebbleError(`cannot ${action} checks: cannot find checks in plan: ${missing.join(', ')}`);
    const changed = names.filter((name) => this.#runs(name) !== (action === 'start'));
    for (const name of changed) {
      (action === 'start' ? this.#started : this.#stopped).add(name);
      (action === 'start' ? this.#stopped : this.#started).delete(name);
    }
    return { changed };
  }

  #runs(name: string): boolean {
    if (this.#stopped.has(name)) return false;
    return this.#started.has(name) || this.#plan()[name]?.['startup'] !== 'disabled';
  }
}
