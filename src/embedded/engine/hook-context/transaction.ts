import { JujuError } from '../../../errors';

/**
 * What a hook has said and Juju keeps only when the hook succeeds.
 *
 * @internal
 */
export class Transaction {
  readonly #name: string;
  readonly #staged: (() => void)[] = [];
  #ended = false;

  /** @param name - of the hook, for messages */
  constructor(name: string) {
    this.#name = name;
  }

  /** Keeps a change for the end of the hook. */
  stage(change: () => void): void {
    this.#staged.push(change);
  }

  /** Makes the changes, in their order. */
  flush(): void {
    for (const change of this.#staged.splice(0)) change();
  }

  /** From now on nothing can be said any more. */
  end(): void {
    this.#ended = true;
    this.#staged.length = 0;
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
