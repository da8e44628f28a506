import { ModelInUseError, ModelNotFoundError } from './errors';
import type { TrackedModel } from './model-state';

/**
 * The models that a test file tracks, in the order in which they came, and what is going on with them.
 *
 * @internal
 */
export class TrackedModels {
  readonly #byAlias = new Map<string, TrackedModel>();
  /** Aliases whose models are only just being made: nobody else can have them. */
  readonly #coming = new Set<string>();
  readonly #underWay = new Set<Promise<unknown>>();
  #closed = false;

  get(alias: string): TrackedModel | undefined {
    return this.#byAlias.get(alias);
  }

  /** @throws ModelNotFoundError naming the aliases there are */
  require(alias: string): TrackedModel {
    const tracked = this.#byAlias.get(alias);
    if (tracked !== undefined) return tracked;
    const known = [...this.#byAlias.keys()].map((one) => `"${one}"`).join(', ');
    throw new ModelNotFoundError(
      `${alias} not found: opsTest tracks no model with that alias; ` +
        (known === '' ? 'it tracks none. ' : `it tracks ${known}. `) +
        `Track one with opsTest.trackModel('${alias}').`,
    );
  }

  all(): readonly TrackedModel[] {
    return [...this.#byAlias.values()];
  }

  /**
   * Tracks the model that `make` comes back with.
   *
   * @throws ModelInUseError where the alias is taken, or the file is over
   */
  async add(alias: string, make: () => Promise<TrackedModel>): Promise<TrackedModel> {
    if (this.#closed) {
      throw new ModelInUseError(`Cannot add new model with alias '${alias}': the test file is over.`);
    }
    if (this.#byAlias.has(alias) || this.#coming.has(alias)) {
      throw new ModelInUseError(
        `Cannot add new model with alias '${alias}': opsTest tracks one already. ` +
          `Take another alias, or forget that one with opsTest.forgetModel('${alias}').`,
      );
    }
    this.#coming.add(alias);
    return this.during(this.#make(alias, make));
  }

  /** Takes a model out: from now on nobody finds it by its alias. */
  remove(tracked: TrackedModel): void {
    this.#byAlias.delete(tracked.alias);
  }

  /** Remembers work on a model, so that the file's end can wait for it. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  async #make(alias: string, make: () => Promise<TrackedModel>): Promise<TrackedModel> {
    try {
      const tracked = await make();
      this.#byAlias.set(alias, tracked);
      return tracked;
    } finally {
      this.#coming.delete(alias);
    }
  }

  /** Takes no more models, and waits until nothing is going on with those that there are. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#underWay);
  }
}
