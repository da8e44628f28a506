import { hasHooks } from './has-hooks';

/**
 * The charms that have been found without code. Juju's agent skips their hooks one by one and says no more: what is waited for
 * then never comes, so it is said here, once of each.
 *
 * @internal
 */
export class Codeless {
  readonly #warn: (line: string) => void;
  readonly #names = new Set<string>();
  readonly #warned = new Set<string>();

  constructor(warn: (line: string) => void) {
    this.#warn = warn;
  }

  /** Looks whether a charm has code. @param folder - that of a unit's charm */
  look(name: string, folder: string): void {
    if (hasHooks(folder)) {
      this.#names.delete(name);
      return;
    }
    this.#names.add(name);
    if (this.#warned.has(name)) return;
    this.#warned.add(name);
    this.#warn(
      `${problem(name)}. Juju skips its hooks, and so its units stay "unknown". ` +
        `Deploy what charmcraft packs, or name its sources: embedded.charms: { ${JSON.stringify(name)}: { source: … } }.`,
    );
  }

  /** What there is to say of a charm without code; `undefined` of one that has some, or was not run yet. */
  why(name: string): string | undefined {
    return this.#names.has(name) ? `${problem(name)}: its hooks are skipped` : undefined;
  }
}

const problem = (name: string): string =>
  `the charm "${name}" has no code (neither dispatch, nor hooks/, nor src/charm.py)`;
