import { randomBytes } from 'node:crypto';
import { ApiError } from '../api-error';

/** Something that reports changes until it is stopped. @internal */
export interface Watcher {
  /** Ends it; a pending wait for changes is refused. */
  stop(): void;
}

/**
 * The watchers of one connection. They end with it.
 *
 * @internal
 */
export class WatcherRegistry {
  readonly #watchers = new Map<string, Watcher>();
  readonly #prefix: string;
  #last = 0;

  /** @param namespaced - ids as Juju 4 writes them, with a random prefix */
  constructor(private readonly namespaced: boolean) {
    this.#prefix = namespaced ? `${randomBytes(4).toString('hex')}-` : '';
  }

  /** Keeps the watcher and returns the id by which its facade is called. */
  register(watcher: Watcher): string {
    this.#last += 1;
    const id = `${this.#prefix}${this.#last}`;
    this.#watchers.set(id, watcher);
    return id;
  }

  /** The watcher of that id, if it is of the kind that the facade serves. */
  get<W extends Watcher>(id: string, kind: abstract new (...args: never[]) => W): W {
    const watcher = this.#watchers.get(id);
    if (watcher instanceof kind) return watcher;
    if (this.namespaced && watcher === undefined) {
      throw new ApiError(`watcher ${JSON.stringify(id)} not found`, 'not found');
    }
    throw new ApiError('unknown watcher id', 'not found');
  }

  stop(id: string): void {
    this.#watchers.get(id)?.stop();
    this.#watchers.delete(id);
  }

  stopAll(): void {
    for (const watcher of this.#watchers.values()) watcher.stop();
    this.#watchers.clear();
  }
}
