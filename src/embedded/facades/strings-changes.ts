import { ApiError } from '../api-error';
import type { Watcher } from '../server/watcher-registry';

interface Waiting {
  readonly resolve: (texts: readonly string[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The watcher of a growing list of texts, told piece by piece.
 *
 * @internal
 */
export class StringsChanges implements Watcher {
  #told = 0;
  #stopped = false;
  #waiting: Waiting[] = [];
  readonly #unsubscribe: () => void;

  /**
   * @param texts - all texts so far
   * @param subscribe - calls back when there may be more, until the function that it returns is called
   */
  constructor(
    private readonly texts: () => readonly string[],
    subscribe: (changed: () => void) => () => void,
  ) {
    this.#unsubscribe = subscribe(() => this.#flush());
  }

  /** The texts that were not told yet; none are told without waiting. */
  take(): readonly string[] {
    const news = this.texts().slice(this.#told);
    this.#told += news.length;
    return news;
  }

  /** The texts that were not told yet, as soon as there are any. */
  next(): Promise<readonly string[]> {
    if (this.#stopped) return Promise.reject(stopped());
    const news = this.take();
    if (news.length > 0) return Promise.resolve(news);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  stop(): void {
    this.#stopped = true;
    this.#unsubscribe();
    for (const { reject } of this.#waiting) reject(stopped());
    this.#waiting = [];
  }

  #flush(): void {
    if (this.#waiting.length === 0) return;
    const news = this.take();
    if (news.length > 0) this.#waiting.shift()?.resolve(news);
  }
}

const stopped = (): ApiError => new ApiError('watcher has been stopped', 'stopped');
