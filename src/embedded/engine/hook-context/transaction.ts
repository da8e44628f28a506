import { JujuError } from '../../../errors';

/**
 * What a hook has said and Juju keeps only when the hook succeeds.
 *
 * @internal
 */
export class Transaction {
  readonly #name: string;
  readonly #staged: (() => void)[] = [];
  readonly #checks: (() => void)[] = [];
  #ended = false;

  /** @param name - of the hook, for messages */
  constructor(name: string) {
    this.#name = name;
  }

  /**
   * Keeps a change for the end of the hook.
   *
   * @param check - throws what is wrong with the change: the hook then fails, and nothing of it is kept
   */
  stage(change: () => void, check?: () => void): void {
    this.#staged.push(change);
    if (check !== undefined) this.#checks.push(check);
  }

  /** Makes the changes, in their order; all, or none of them. */
  flush(): void {
    for (const check of this.#checks.splice(0)) check();
    for (const change of this.#staged.splice(0)) change();
  }

  /** From now on nothing can be said any more. */
  end(): void {
    this.#ended = true;
    this.#staged.length = 0;
    this.#checks.length = 0;
  }

  /** Refuses what comes after the end: a handler that was not awaited is a bug that would show up somewhere else. */
  check(): void {
    if (!this.#ended) return;
    throw new JujuError(
      `${this.#name} has ended: its context cannot be used any more. Await everything that the handler starts before it returns`,
      { code: 'hook ended' },
    );
  }
}
